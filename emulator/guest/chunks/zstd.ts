/** Compresses pieces of files, and remembers by content what it has compressed: after a small change only new pieces cost time. */
import { createHash } from "node:crypto";
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../build/cache.ts";
import { runCommand } from "../build/command.ts";
import { exists, type Work } from "../build/step.ts";

export interface Piece {
	readonly sha256: string;
	readonly bytes: Uint8Array;
}

export interface Compressor {
	/** Has all pieces in the store. Several calls may run at once. */
	compress(pieces: readonly Piece[]): Promise<void>;
	/** The file that holds the compressed form. */
	storedFile(sha256: string): string;
}

/** `level` 1 to 22. A compressor for one step, which gives the folder for intermediate files. */
export async function openCompressor(level: number, work: Work): Promise<Compressor> {
	const store = path.join(cacheFolder(), "zstd", `${await zstdVersion()}-${level}`);
	await mkdir(store, { recursive: true });
	const storedFile = (sha256: string): string => path.join(store, sha256);
	return {
		storedFile,
		async compress(pieces) {
			const folder = await mkdtemp(path.join(work.scratch, "zstd-"));
			const missing = new Set<string>();
			for (const { sha256, bytes } of pieces) {
				if (missing.has(sha256) || (await exists(storedFile(sha256)))) continue;
				await writeFile(path.join(folder, sha256), bytes);
				missing.add(sha256);
			}
			if (missing.size === 0) return;
			// Without a checksum: the digest of the stored bytes covers them already.
			const settings = [`-${level}`, "--ultra", "--no-check", "--quiet", "--rm", "-T1"];
			await work.run("zstd", [...settings, ...missing], { cwd: folder });
			for (const sha256 of missing) await rename(path.join(folder, `${sha256}.zst`), storedFile(sha256));
		},
	};
}

/** Part of the inputs of every step that compresses: another version may make other bytes. */
export async function zstdVersion(): Promise<string> {
	const version = /v(\d[\d.]*)/.exec(await runCommand("zstd", ["--version"]))?.[1];
	if (version === undefined) throw new Error("zstd does not tell its version");
	return version;
}

/** Puts the stored form of a piece under its digest into `folder`. Raw bytes are stored where compression gains nothing. */
export async function storePiece(
	piece: Piece,
	compressor: Compressor,
	folder: string,
): Promise<{ sha256: string; storedBytes: number }> {
	const compressedFile = compressor.storedFile(piece.sha256);
	if ((await stat(compressedFile)).size >= piece.bytes.byteLength) {
		await writeFile(path.join(folder, piece.sha256), piece.bytes);
		return { sha256: piece.sha256, storedBytes: piece.bytes.byteLength };
	}
	const compressed = await readFile(compressedFile);
	const sha256 = createHash("sha256").update(compressed).digest("hex");
	await link(compressedFile, path.join(folder, sha256)).catch((error: NodeJS.ErrnoException) => {
		// The same content at two places of the file.
		if (error.code !== "EEXIST") throw error;
	});
	return { sha256, storedBytes: compressed.byteLength };
}

/** Drops compressed pieces that no result in the cache links to any more. */
export async function sweepCompressed(): Promise<void> {
	const stores = path.join(cacheFolder(), "zstd");
	for (const store of await readdir(stores).catch(() => [])) {
		for (const name of await readdir(path.join(stores, store))) {
			const file = path.join(stores, store, name);
			if ((await stat(file)).nlink === 1) await rm(file);
		}
	}
}
