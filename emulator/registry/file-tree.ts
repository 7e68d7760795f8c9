/** The few things a writable storage asks of whatever keeps its files: a folder, the browser, or memory. */
import type { ByteRange } from "./storage.ts";

/** Paths are names joined by `/`, made by `file-storage.ts` alone. */
export interface FileTree {
	/** Names of the files in a folder; none when there is no such folder. */
	list(folder: string): Promise<readonly string[]>;
	stat(path: string): Promise<FileState | undefined>;
	readText(path: string): Promise<string | undefined>;
	/** Replaces the file in one step: it has the old content or the new one whatever happens. @throws StorageFullError */
	write(path: string, content: string | Uint8Array): Promise<void>;
	/** @throws when there is no such file */
	read(path: string, range: ByteRange): AsyncIterable<Uint8Array>;
	/** Makes the file if need be. The file is as it was when this throws. @throws StorageFullError, and what `content` throws */
	append(path: string, content: AsyncIterable<Uint8Array>): Promise<void>;
	/** In one step, in place of whatever is at `to`. */
	move(from: string, to: string): Promise<void>;
	/** Fine when there is none. */
	remove(path: string): Promise<void>;
	/** Runs `work` while nobody else who uses these files runs work of the same name. */
	exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export interface FileState {
	readonly bytes: number;
	readonly modifiedMs: number;
}
