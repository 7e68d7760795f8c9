/** A lesson's folder as it lies on the disk, unjudged. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

export interface FolderFile {
	/** Below the folder asked for, with `/`. */
	readonly path: string;
	/** For messages: relative to the working directory. */
	readonly shownPath: string;
	readonly kind: "file" | "link" | "other";
	readonly executable: boolean;
	/** Empty unless it is a file of a bearable size. */
	readonly bytes: Uint8Array;
	readonly sizeBytes: number;
}

/** What is larger is not read: it is a mistake, whatever is in it. */
export const MOST_BYTES = 256 * 1024;

/** All files below `folder`, sorted by path; none when there is no such folder. @throws the system's errors */
export async function readFolder(folder: string): Promise<FolderFile[]> {
	const files: FolderFile[] = [];
	for (const path of await pathsBelow(folder)) {
		const full = join(folder, path);
		const stats = await lstat(full);
		const kind = stats.isFile() ? "file" : stats.isSymbolicLink() ? "link" : "other";
		files.push({
			path: path.split(sep).join("/"),
			shownPath: relative(process.cwd(), full),
			kind,
			executable: (stats.mode & 0o111) !== 0,
			bytes: kind === "file" && stats.size <= MOST_BYTES ? await readFile(full) : new Uint8Array(),
			sizeBytes: stats.size,
		});
	}
	return files;
}

async function pathsBelow(folder: string): Promise<string[]> {
	try {
		const entries = await readdir(folder, { recursive: true, withFileTypes: true });
		// Links are named, and never followed.
		return entries
			.filter((entry) => !entry.isDirectory())
			.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
			.sort();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}
