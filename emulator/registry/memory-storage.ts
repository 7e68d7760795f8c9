/** A writable storage in memory, for tests and for what need not stay. */
import { createFileStorage } from "./file-storage.ts";
import type { FileTree } from "./file-tree.ts";
import { type RegistryStorage, StorageFullError } from "./storage.ts";
import { createTurns } from "./turns.ts";

const READ_BYTES = 256 * 1024;

interface MemoryFile {
	readonly pieces: readonly Uint8Array[];
	readonly bytes: number;
	readonly modifiedMs: number;
}

/** `limitBytes` for all files together; a full storage says so, as a full disk does. */
export function createMemoryStorage(
	options: { readonly limitBytes?: number; readonly now?: () => number } = {},
): RegistryStorage {
	return createFileStorage(createMemoryTree(options.limitBytes ?? Number.POSITIVE_INFINITY, options.now ?? Date.now));
}

function createMemoryTree(limitBytes: number, now: () => number): FileTree {
	const files = new Map<string, MemoryFile>();
	let usedBytes = 0;

	function put(path: string, pieces: readonly Uint8Array[]): void {
		const bytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
		const grownBytes = usedBytes - (files.get(path)?.bytes ?? 0) + bytes;
		if (grownBytes > limitBytes) throw new StorageFullError();
		usedBytes = grownBytes;
		files.set(path, { pieces, bytes, modifiedMs: now() });
	}

	function remove(path: string): void {
		usedBytes -= files.get(path)?.bytes ?? 0;
		files.delete(path);
	}

	return {
		async list(folder) {
			const prefix = `${folder}/`;
			return [...files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
		},
		stat: async (path) => files.get(path),
		async readText(path) {
			const file = files.get(path);
			return file && new Blob([...file.pieces] as Uint8Array<ArrayBuffer>[]).text();
		},
		write: async (path, content) =>
			put(path, [typeof content === "string" ? new TextEncoder().encode(content) : content.slice()]),
		async *read(path, { start, end }) {
			const file = files.get(path);
			if (!file) throw new Error(`there is no ${path}`);
			let at = 0;
			for (const piece of file.pieces) {
				const wanted = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
				for (let done = 0; done < wanted.byteLength; done += READ_BYTES) yield wanted.subarray(done, done + READ_BYTES);
				at += piece.byteLength;
			}
		},
		async append(path, content) {
			const pieces: Uint8Array[] = [];
			let bytes = 0;
			for await (const piece of content) {
				bytes += piece.byteLength;
				// Before the rest of it is in memory too.
				if (usedBytes + bytes > limitBytes) throw new StorageFullError();
				pieces.push(piece.slice());
			}
			put(path, [...(files.get(path)?.pieces ?? []), ...pieces]);
		},
		async move(from, to) {
			const file = files.get(from);
			if (!file) throw new Error(`there is no ${from}`);
			remove(to);
			files.delete(from);
			files.set(to, file);
		},
		remove: async (path) => remove(path),
		exclusively: createTurns(),
	};
}
