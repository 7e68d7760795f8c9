/** Changes below a folder as a stream. Who does not read makes the kernel drop events, which arrives as `overflow`. */
import { MachineError } from "../errors.ts";
import type { FileChange } from "../machine.ts";
import { RecordSplitter, splitRecord } from "./records.ts";
import type { AgentStream, EndRecord } from "./stream.ts";

const kinds: ReadonlySet<string> = new Set(["created", "modified", "deleted", "overflow"] satisfies FileChange["kind"][]);

/** Settles at the agent's `ready`. `throwError` turns an end that is a failure into its error. */
export async function watchFiles(stream: AgentStream, throwError: (end: EndRecord) => void): Promise<ReadableStream<FileChange>> {
	const reader = stream.output.getReader();
	const splitter = new RecordSplitter();
	const records: string[] = [];

	/** Undefined at the end. */
	async function nextRecord(): Promise<string | undefined> {
		while (records.length === 0) {
			const { done, value } = await reader.read();
			if (done) {
				throwError(await stream.end);
				return undefined;
			}
			records.push(...splitter.push(value));
		}
		return records.shift();
	}

	const first = await nextRecord();
	if (first !== "ready") {
		stream.cancel();
		throw notUnderstood(first ?? "");
	}
	return new ReadableStream<FileChange>(
		{
			pull: async (controller) => {
				const record = await nextRecord();
				if (record === undefined) controller.close();
				else controller.enqueue(toChange(record));
			},
			cancel: () => stream.cancel(),
		},
		{ highWaterMark: 0 },
	);
}

/** @throws MachineError `GuestFileError` when the agent sent something else. */
function toChange(record: string): FileChange {
	const [kind = "", path = ""] = splitRecord(record, 1) ?? [];
	if (!isKind(kind)) throw notUnderstood(record);
	return { kind, path };
}

function isKind(word: string): word is FileChange["kind"] {
	return kinds.has(word);
}

function notUnderstood(record: string): MachineError {
	return new MachineError(
		"GuestFileError",
		`The agent reported a change in a way that cannot be read: "${record.slice(0, 80)}".`,
		{
			detail: "EPROTO",
		},
	);
}
