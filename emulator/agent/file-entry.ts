/** One record of `list` and `stat`: `type size mode-octal mtime-ms name`. */
import { MachineError } from "../errors.ts";
import type { FileEntry } from "../machine.ts";
import { splitRecord } from "./records.ts";

const types = new Map<string, FileEntry["type"]>([
	["f", "file"],
	["d", "directory"],
	["l", "symlink"],
	["o", "other"],
]);

/** @throws MachineError `GuestFileError` when the agent sent something else. */
export function toFileEntry(record: string): FileEntry {
	const [letter = "", size, mode = "", modified, name = ""] = splitRecord(record, 4) ?? [];
	const type = types.get(letter);
	const sizeBytes = Number(size);
	const modifiedMs = Number(modified);
	const bits = Number.parseInt(mode, 8);
	if (type === undefined || !Number.isFinite(sizeBytes) || !Number.isFinite(modifiedMs) || Number.isNaN(bits)) {
		throw new MachineError(
			"GuestFileError",
			`The agent described a file in a way that cannot be read: "${record.slice(0, 80)}".`,
			{
				detail: "EPROTO",
			},
		);
	}
	return { name, type, sizeBytes, mode: bits, modifiedMs };
}
