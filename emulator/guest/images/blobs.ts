/** Cuts what the registry serves into compressed parts named by digest, as `emulator/bundle/image-index.ts` describes them. */
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import type { ImageIndex } from "../../bundle/image-index.ts";
import type { Part } from "../../bundle/manifest.ts";
import { sha256 } from "../build/digest.ts";
import { formatBytes } from "../build/progress.ts";
import type { Work } from "../build/step.ts";
import { openCompressor, type Piece, storePiece } from "../chunks/zstd.ts";

export type Blob = ImageIndex["blobs"][string];

export interface StoredBlob extends Blob {
	/** With `sha256:`. */
	readonly digest: string;
}

/** Large enough to compress well and to be few, small enough that a reader in the middle waits for little. */
const partBytes = 2 * 1024 * 1024;
/** Levels above cost several times as long and gain 3 %. */
export const compressionLevel = 17;
/** Two cores. */
const runsAtOnce = 2;
const piecesInRun = 2;

/** Leaves the parts of a file in the folder `chunks` of the step's result. */
export async function storeBlob(file: string, work: Work): Promise<StoredBlob> {
	const folder = path.join(work.folder, "chunks");
	await mkdir(folder, { recursive: true });
	const compressor = await openCompressor(compressionLevel, work);
	const handle = await open(file);
	try {
		const { size } = await handle.stat();
		const count = Math.ceil(size / partBytes);
		const whole = createHash("sha256");
		const parts: Part[] = [];
		let next = 0;
		let storedBytes = 0;
		/** Reads in order, as the digest of the whole needs it; called by one run after the other. */
		async function take(): Promise<Map<number, Piece>> {
			const pieces = new Map<number, Piece>();
			while (pieces.size < piecesInRun && next < count) {
				const index = next++;
				const bytes = Buffer.alloc(Math.min(partBytes, size - index * partBytes));
				await handle.read(bytes, 0, bytes.byteLength, index * partBytes);
				whole.update(bytes);
				pieces.set(index, { sha256: sha256(bytes), bytes });
			}
			return pieces;
		}
		let taking = Promise.resolve(new Map<number, Piece>());
		async function run(): Promise<void> {
			for (;;) {
				taking = taking.then(take);
				const pieces = await taking;
				if (pieces.size === 0) return;
				await compressor.compress([...pieces.values()]);
				for (const [index, piece] of pieces) {
					const stored = await storePiece(piece, compressor, folder);
					parts[index] = { ...stored, rawBytes: piece.bytes.byteLength };
					storedBytes += stored.storedBytes;
				}
				const done = parts.filter(Boolean).length;
				work.update(`compressed ${formatBytes(done * partBytes)} to ${formatBytes(storedBytes)}`, done / count);
			}
		}
		await Promise.all(Array.from({ length: runsAtOnce }, run));
		return { digest: `sha256:${whole.digest("hex")}`, bytes: size, parts };
	} finally {
		await handle.close();
	}
}
