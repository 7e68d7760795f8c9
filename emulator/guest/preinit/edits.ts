/** Changes of source files by exact texts: one that does not fit any more is an error, not another program. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export interface Edit {
	/** Relative to the folder that is edited. */
	readonly file: string;
	/** Must be there exactly once. */
	readonly find: string;
	readonly put: string;
}

/** @throws RangeError when a text is not there, or more than once */
export async function applyEdits(folder: string, edits: readonly Edit[]): Promise<void> {
	for (const { file, find, put } of edits) {
		const where = path.join(folder, file);
		await writeFile(where, replaceOnce(await readFile(where, "utf8"), find, put, file));
	}
}

/** @throws RangeError */
export function replaceOnce(text: string, find: string, put: string, file: string): string {
	const at = text.indexOf(find);
	if (at < 0)
		throw new RangeError(`${file} has no ${JSON.stringify(find)}: it is not the version that this change was written for`);
	if (text.indexOf(find, at + 1) >= 0) throw new RangeError(`${file} has ${JSON.stringify(find)} more than once`);
	return text.slice(0, at) + put + text.slice(at + find.length);
}
