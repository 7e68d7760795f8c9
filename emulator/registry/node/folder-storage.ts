/** A writable storage in a folder, for Node. */
import { constants } from "node:fs";
import { access, mkdir, open, readdir, readFile, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createFileStorage } from "../file-storage.ts";
import type { FileTree } from "../file-tree.ts";
import { type RegistryStorage, StorageFullError } from "../storage.ts";
import { createTurns } from "../turns.ts";

export interface FolderStorage extends RegistryStorage {
	/** Lets others use the folder. */
	close(): Promise<void>;
}

/** The folder is in use by another process, or cannot be written. */
export class FolderUnusableError extends Error {
	override readonly name = "FolderUnusableError";
}

const READ_BYTES = 256 * 1024;

/**
 * Makes the folder if need be. One process uses it at a time.
 * @throws FolderUnusableError
 */
export async function openFolderStorage(folder: string): Promise<FolderStorage> {
	const lock = join(folder, "lock");
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
		await takeLock(lock);
		// What a crash left of files that were being written.
		await rm(join(folder, "temporary"), { recursive: true, force: true });
		for (const name of ["repositories", "blobs/sha256", "blobs/sha512", "uploads", "temporary"]) {
			await mkdir(join(folder, name), { recursive: true });
		}
	} catch (cause) {
		if (cause instanceof FolderUnusableError) throw cause;
		throw new FolderUnusableError(`The folder ${folder} cannot be used: ${(cause as Error).message}`, { cause });
	}
	return { ...createFileStorage(createFolderTree(folder)), close: () => rm(lock, { force: true }) };
}

/** The file names the process that uses the folder. @throws FolderUnusableError while that one lives */
async function takeLock(lock: string): Promise<void> {
	for (;;) {
		try {
			await writeFile(lock, String(process.pid), { flag: "wx" });
			return;
		} catch (error) {
			if (codeOf(error) !== "EEXIST") throw error;
		}
		const holder = Number(await readFile(lock, "utf8").catch(() => ""));
		if (holder > 0 && lives(holder)) {
			throw new FolderUnusableError(`The folder ${dirname(lock)} is in use by process ${holder}.`);
		}
		await rm(lock, { force: true });
	}
}

function lives(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === "EPERM";
	}
}

function createFolderTree(folder: string): FileTree {
	const inFolder = (path: string): string => join(folder, path);
	return {
		list: (path) => readdir(inFolder(path)).catch(missing([])),
		async stat(path) {
			const found = await stat(inFolder(path)).catch(missing(undefined));
			return found && { bytes: found.size, modifiedMs: found.mtimeMs };
		},
		readText: (path) => readFile(inFolder(path), "utf8").catch(missing(undefined)),
		async write(path, content) {
			const temporary = inFolder(`temporary/${crypto.randomUUID()}`);
			try {
				await writeFile(temporary, content, { flush: true });
				await rename(temporary, inFolder(path));
			} catch (error) {
				await rm(temporary, { force: true });
				throw fullOr(error);
			}
		},
		async *read(path, { start, end }) {
			const handle = await open(inFolder(path));
			try {
				for (let at = start; at < end; ) {
					const piece = new Uint8Array(Math.min(READ_BYTES, end - at));
					const { bytesRead } = await handle.read(piece, 0, piece.byteLength, at);
					if (bytesRead === 0) return;
					yield piece.subarray(0, bytesRead);
					at += bytesRead;
				}
			} finally {
				await handle.close();
			}
		},
		async append(path, content) {
			const handle = await open(inFolder(path), "a");
			try {
				const { size } = await handle.stat();
				try {
					for await (const piece of content) await handle.writeFile(piece);
					await handle.sync();
				} catch (error) {
					await handle.truncate(size);
					throw fullOr(error);
				}
			} finally {
				await handle.close();
			}
		},
		move: (from, to) => rename(inFolder(from), inFolder(to)),
		remove: (path) => unlink(inFolder(path)).catch(missing(undefined)),
		// Nobody else has the lock.
		exclusively: createTurns(),
	};
}

/** For `catch`: a file that is not there is `value`. */
function missing<T>(value: T): (error: unknown) => T {
	return (error) => {
		if (codeOf(error) === "ENOENT") return value;
		throw error;
	};
}

function fullOr(error: unknown): unknown {
	return ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error) ?? "") ? new StorageFullError(error) : error;
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
