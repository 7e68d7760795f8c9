/** The guest's files, over the link. */
import { MachineError } from "../errors.ts";
import type { FileEntry, GuestFiles } from "../machine.ts";
import type { Field } from "./fields.ts";
import { toFileEntry } from "./file-entry.ts";
import { watchFiles } from "./file-watch.ts";
import type { AgentLink } from "./link.ts";
import { readAll } from "./read-all.ts";
import { RecordSplitter } from "./records.ts";
import type { AgentStream, EndRecord } from "./stream.ts";
import type { OpenKind } from "./wire.ts";

export function createGuestFiles(link: AgentLink, whenRunning: () => Promise<void>): GuestFiles {
	async function open(kind: OpenKind, path: string, more: readonly Field[] = []): Promise<AgentStream> {
		checkPath(path);
		await whenRunning();
		return link.open(kind, [["path", path], ...more]);
	}

	async function readStream(path: string): Promise<ReadableStream<Uint8Array>> {
		const stream = await open("read", path);
		throwFileError(await stream.answered, path);
		return untilEnd(stream, path);
	}

	async function entries(kind: "list" | "stat", path: string): Promise<FileEntry[]> {
		const stream = await open(kind, path);
		const splitter = new RecordSplitter();
		const found: FileEntry[] = [];
		for (const record of splitter.push(await readAll(stream.output))) found.push(toFileEntry(record));
		throwFileError(await stream.end, path);
		return found;
	}

	async function change(kind: OpenKind, path: string, more: readonly Field[] = []): Promise<void> {
		const stream = await open(kind, path, more);
		throwFileError(await stream.end, path);
	}

	return {
		readStream,
		read: async (path) => readAll(await readStream(path)),
		write: async (path, content, { mode = 0o644 } = {}) => {
			const stream = await open("write", path, [["mode", mode.toString(8)]]);
			const writer = stream.input.getWriter();
			// When the agent refuses, its `end` says why; a write that fails with the link rejects `end` alike.
			writer.write(typeof content === "string" ? new TextEncoder().encode(content) : content).catch(() => {});
			writer.close().catch(() => {});
			throwFileError(await stream.end, path);
		},
		list: (path) => entries("list", path),
		stat: async (path) => {
			const [entry] = await entries("stat", path);
			if (entry === undefined) throw fileError(path, "EPROTO", "the agent sent no answer");
			return entry;
		},
		makeDirectory: (path) => change("mkdir", path),
		rename: async (from, to) => {
			checkPath(to);
			await change("rename", from, [["to", to]]);
		},
		remove: (path) => change("remove", path),
		watch: async (path) => watchFiles(await open("watch", path), (end) => throwFileError(end, path)),
	};
}

/** The content, whose end comes only when the agent said that it is the whole. */
function untilEnd(stream: AgentStream, path: string): ReadableStream<Uint8Array> {
	const reader = stream.output.getReader();
	return new ReadableStream<Uint8Array>(
		{
			pull: async (controller) => {
				const { done, value } = await reader.read();
				if (!done) return controller.enqueue(value);
				throwFileError(await stream.end, path);
				controller.close();
			},
			cancel: () => stream.cancel(),
		},
		{ highWaterMark: 0 },
	);
}

function checkPath(path: string): void {
	if (!path.startsWith("/")) throw fileError(path, "EINVAL", "the path is not absolute");
	if (path.includes("\0")) throw fileError(path, "EINVAL", "a path cannot hold NUL");
	// The kernel's PATH_MAX counts the ending NUL.
	if (new TextEncoder().encode(path).length > 4095) throw fileError(path, "ENAMETOOLONG", "the path is too long");
}

function throwFileError(end: EndRecord | undefined, path: string): void {
	if (end !== undefined && "errno" in end) throw fileError(path, end.errno, end.message);
}

function fileError(path: string, errno: string, message: string): MachineError {
	return new MachineError("GuestFileError", `${path}: ${message === "" ? errno : `${message} (${errno})`}`, { detail: errno });
}
