/** NUL-ended records in the data of `list`, `stat` and `watch`, whatever pieces they arrive in. */

import { MachineError } from "../errors.ts";

/** No record comes near this; the guest is not trusted to end one. */
const maxRecordBytes = 65536;

export class RecordSplitter {
	readonly #decoder = new TextDecoder();
	#pending = "";

	/** The records that `bytes` completes. @throws MachineError `GuestFileError` when one is longer than any the agent would send. */
	push(bytes: Uint8Array): string[] {
		const parts = (this.#pending + this.#decoder.decode(bytes, { stream: true })).split("\0");
		this.#pending = parts.pop() ?? "";
		if (this.#pending.length > maxRecordBytes) {
			throw new MachineError("GuestFileError", "The agent sent a record without an end.", { detail: "EPROTO" });
		}
		return parts;
	}
}

/** The first `count` words of `record`, and the rest as it is; undefined when there are fewer. */
export function splitRecord(record: string, count: number): string[] | undefined {
	const words: string[] = [];
	let rest = record;
	while (words.length < count) {
		const space = rest.indexOf(" ");
		if (space === -1) return undefined;
		words.push(rest.slice(0, space));
		rest = rest.slice(space + 1);
	}
	return [...words, rest];
}
