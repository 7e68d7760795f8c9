/**
 * A folder of content by digest. A name in it stands for complete, verified content: what comes in is written to a temporary file and
 * renamed at the end. What was not used for longest goes first. Several processes may use the folder.
 */
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { ByteRange } from "#emulator/registry/storage.ts";
import type { Source } from "./source.ts";

export interface Stored extends Source {
	readonly bytes: number;
}

/** Content on its way in; it can be read meanwhile. */
export interface Incoming {
	append(piece: Uint8Array): Promise<void>;
	/** What has been appended so far, or less. */
	read(range: ByteRange): AsyncGenerator<Uint8Array>;
	/** Gives it its name. */
	commit(digest: string): Promise<void>;
	/** Removes it unless it was committed. Reading goes on to work. */
	discard(): Promise<void>;
	/** Ends reading too. Any number of times. */
	close(): Promise<void>;
}

const READ_BYTES = 256 * 1024;
const TEMPORARY = ".temporary";
/** No transfer takes so long: what is older was left by a process that ended. */
const ABANDONED_MS = 24 * 3600_000;

export class ContentCache {
	readonly #folder: string;
	readonly #maxBytes: number;

	constructor(folder: string, maxBytes: number) {
		this.#folder = folder;
		this.#maxBytes = maxBytes;
	}

	/** Undefined when it is not there, or cannot be read. */
	async open(digest: string): Promise<Stored | undefined> {
		const handle = await open(this.#file(digest)).catch(() => undefined);
		if (!handle) return undefined;
		try {
			const { size } = await handle.stat();
			// When it was last used is its time of change; on a folder that is read-only nothing is ever removed either.
			const now = new Date();
			await handle.utimes(now, now).catch(() => {});
			return { bytes: size, read: (range) => readHandle(handle, range), close: () => handle.close() };
		} catch {
			await handle.close();
			return undefined;
		}
	}

	/** @throws Error with Node's code, such as `ENOSPC` */
	async create(): Promise<Incoming> {
		await mkdir(this.#folder, { recursive: true });
		const file = path.join(this.#folder, `${crypto.randomUUID()}${TEMPORARY}`);
		const handle = await open(file, "wx+");
		let committed = false;
		return {
			async append(piece) {
				await handle.appendFile(piece);
			},
			read: (range) => readHandle(handle, range),
			commit: async (digest) => {
				await handle.sync();
				await rename(file, this.#file(digest));
				committed = true;
				await this.#prune();
			},
			async discard() {
				if (!committed) await unlink(file).catch(() => {});
			},
			close: () => handle.close(),
		};
	}

	/** @throws Error with Node's code, such as `ENOSPC` */
	async put(digest: string, content: Uint8Array): Promise<void> {
		const incoming = await this.create();
		try {
			await incoming.append(content);
			await incoming.commit(digest);
		} finally {
			await incoming.discard();
			await incoming.close();
		}
	}

	async remove(digest: string): Promise<void> {
		await unlink(this.#file(digest)).catch(() => {});
	}

	#file(digest: string): string {
		return path.join(this.#folder, digest.replace(":", "-"));
	}

	/** Whoever reads what is removed reads on: its file is there until they close it. */
	async #prune(): Promise<void> {
		const files: { file: string; bytes: number; usedMs: number }[] = [];
		for (const name of await readdir(this.#folder)) {
			const file = path.join(this.#folder, name);
			const found = await stat(file).catch(() => undefined);
			if (!found?.isFile()) continue;
			if (!name.endsWith(TEMPORARY)) files.push({ file, bytes: found.size, usedMs: found.mtimeMs });
			else if (Date.now() - found.mtimeMs > ABANDONED_MS) await unlink(file).catch(() => {});
		}
		files.sort((a, b) => b.usedMs - a.usedMs);
		let total = 0;
		for (const { file, bytes } of files) {
			total += bytes;
			if (total > this.#maxBytes) await unlink(file).catch(() => {});
		}
	}
}

async function* readHandle(handle: FileHandle, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
	for (let at = start; at < end; ) {
		const piece = new Uint8Array(Math.min(READ_BYTES, end - at));
		const { bytesRead } = await handle.read(piece, 0, piece.byteLength, at);
		if (bytesRead === 0) return;
		yield piece.subarray(0, bytesRead);
		at += bytesRead;
	}
}
