/** A writable storage in the browser's own file system (OPFS), in a page or a worker. It stays until the site's data are cleared. */
import { createFileStorage } from "../file-storage.ts";
import type { FileTree } from "../file-tree.ts";
import { type RegistryStorage, StorageFullError } from "../storage.ts";

/** Not yet in TypeScript's types. All browsers with OPFS have it. */
interface MovableHandle {
	move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

const READ_BYTES = 256 * 1024;
/** Each write is a message to another process; from the network come pieces of a packet or two. */
const WRITE_BYTES = 512 * 1024;

/**
 * `folder` is one below `navigator.storage.getDirectory()`. Several tabs may use it at once.
 * Nothing is open between calls, so there is nothing to close; a file that a reload interrupts stays as it was.
 */
export function createOpfsStorage(folder: FileSystemDirectoryHandle): RegistryStorage {
	return createFileStorage(createOpfsTree(folder));
}

function createOpfsTree(root: FileSystemDirectoryHandle): FileTree {
	async function locate(path: string, create: boolean): Promise<{ folder: FileSystemDirectoryHandle; name: string }> {
		const names = path.split("/");
		const name = names.pop() ?? "";
		let folder = root;
		for (const part of names) folder = await folder.getDirectoryHandle(part, { create });
		return { folder, name };
	}

	async function fileAt(path: string): Promise<File | undefined> {
		try {
			const { folder, name } = await locate(path, false);
			return await (await folder.getFileHandle(name)).getFile();
		} catch (error) {
			if (isNamed(error, "NotFoundError")) return undefined;
			throw error;
		}
	}

	/** The browser writes beside the file and replaces it when the writing is closed. */
	async function write(path: string, keep: boolean, content: AsyncIterable<Uint8Array>): Promise<void> {
		try {
			const { folder, name } = await locate(path, true);
			const handle = await folder.getFileHandle(name, { create: true });
			const position = keep ? (await handle.getFile()).size : 0;
			const writing = await handle.createWritable({ keepExistingData: keep });
			try {
				await writing.seek(position);
				for await (const piece of gathered(content)) await writing.write(piece);
				await writing.close();
			} catch (error) {
				// It has aborted itself when it failed itself.
				await writing.abort().catch(() => {});
				throw error;
			}
		} catch (error) {
			throw isNamed(error, "QuotaExceededError") ? new StorageFullError(error) : error;
		}
	}

	return {
		async list(path) {
			try {
				const { folder } = await locate(`${path}/`, false);
				const names: string[] = [];
				for await (const [name, handle] of folder.entries()) if (handle.kind === "file") names.push(name);
				// Beside a file that is being written.
				return names.filter((name) => !name.endsWith(".crswap"));
			} catch (error) {
				if (isNamed(error, "NotFoundError")) return [];
				throw error;
			}
		},
		async stat(path) {
			const file = await fileAt(path);
			return file && { bytes: file.size, modifiedMs: file.lastModified };
		},
		async readText(path) {
			const text = await (await fileAt(path))?.text();
			// Made a moment ago by another call that has not written it yet.
			return text === "" ? undefined : text;
		},
		write: (path, content) =>
			write(path, false, single(typeof content === "string" ? new TextEncoder().encode(content) : content)),
		async *read(path, { start, end }) {
			const file = await fileAt(path);
			if (!file) throw new Error(`there is no ${path}`);
			const until = Math.min(end, file.size);
			for (let at = start; at < until; at += READ_BYTES) {
				yield new Uint8Array(await file.slice(at, Math.min(at + READ_BYTES, until)).arrayBuffer());
			}
		},
		append: (path, content) => write(path, true, content),
		async move(from, to) {
			const source = await locate(from, false);
			const target = await locate(to, true);
			const handle = await source.folder.getFileHandle(source.name);
			await (handle as FileSystemFileHandle & MovableHandle).move(target.folder, target.name);
		},
		async remove(path) {
			try {
				const { folder, name } = await locate(path, false);
				await folder.removeEntry(name);
			} catch (error) {
				if (!isNamed(error, "NotFoundError")) throw error;
			}
		},
		// Other tabs too. A lock goes with the tab that has it.
		exclusively: async (name, work) => await navigator.locks.request(`slipway-registry ${root.name} ${name}`, work),
	};
}

/** The same bytes in larger pieces. */
async function* gathered(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	let buffer = new Uint8Array(WRITE_BYTES);
	let length = 0;
	for await (const piece of content) {
		for (let at = 0; at < piece.byteLength; ) {
			const part = piece.subarray(at, at + WRITE_BYTES - length);
			buffer.set(part, length);
			length += part.byteLength;
			at += part.byteLength;
			if (length < WRITE_BYTES) continue;
			yield buffer;
			buffer = new Uint8Array(WRITE_BYTES);
			length = 0;
		}
	}
	if (length > 0) yield buffer.subarray(0, length);
}

function isNamed(error: unknown, name: string): boolean {
	return error instanceof Error && error.name === name;
}

async function* single(content: Uint8Array): AsyncGenerator<Uint8Array> {
	yield content;
}
