/** The step that cuts a file into compressed chunks named by digest. */
import { mkdir, open, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { type Part, partSchema } from "../../bundle/manifest.ts";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { formatBytes } from "../build/progress.ts";
import { type Built, runStep, type Work } from "../build/step.ts";
import { openCompressor, type Piece, storePiece, zstdVersion } from "./zstd.ts";

export interface Chunks extends Built {
	/** Stored files by digest. */
	readonly folder: string;
	/** In file order; null is all zeros. */
	readonly chunks: readonly (Part | null)[];
	readonly rawBytes: number;
	readonly chunkBytes: number;
}

export interface ChunkRequest {
	/** Step name, such as `root-chunks`. */
	readonly name: string;
	/** For people: `the root file system`. */
	readonly what: string;
	readonly file: string;
	/** Digest of the step that made the file. */
	readonly from: string;
	readonly chunkBytes: number;
	/** Of zstd, 1 to 22. Above 19 only pieces of several MB gain. */
	readonly level: number;
	readonly typicalSeconds: number;
}

/** Two cores; a batch for each run of zstd keeps the cost of starting it low. */
const runsAtOnce = 2;
const batchBytes = 4 * 1024 * 1024;

const indexSchema = z.array(partSchema.nullable());

export async function cutIntoChunks(request: ChunkRequest): Promise<Chunks> {
	const { chunkBytes, file, level } = request;
	const sources = ["./chunks.ts", "./zstd.ts"].map((name) => new URL(name, import.meta.url).pathname);
	const built = await runStep({
		name: request.name,
		title: `compressing ${request.what}`,
		inputs: {
			from: request.from,
			settings: JSON.stringify([chunkBytes, level]),
			zstd: await zstdVersion(),
			recipe: await digestOfPaths(sources),
		},
		typicalSeconds: request.typicalSeconds,
		build: async (work) => {
			const chunks = await cut(file, chunkBytes, level, work);
			await writeFile(path.join(work.folder, "index.json"), JSON.stringify(chunks));
		},
	});
	const chunks = indexSchema.parse(JSON.parse(await readFile(path.join(built.folder, "index.json"), "utf8")));
	return { ...built, folder: path.join(built.folder, "chunks"), chunks, rawBytes: (await stat(file)).size, chunkBytes };
}

async function cut(file: string, chunkBytes: number, level: number, work: Work): Promise<(Part | null)[]> {
	const folder = path.join(work.folder, "chunks");
	await mkdir(folder);
	const compressor = await openCompressor(level, work);
	const { size } = await stat(file);
	const chunks: (Part | null)[] = Array.from({ length: Math.ceil(size / chunkBytes) }, () => null);
	let doneBytes = 0;
	let storedBytes = 0;

	const batches = readBatches(file, chunkBytes);
	async function compressBatches(): Promise<void> {
		for (let next = await batches.next(); !next.done; next = await batches.next()) {
			const { pieces, endOffset } = next.value;
			await compressor.compress([...pieces.values()]);
			for (const [index, piece] of pieces) {
				const stored = await storePiece(piece, compressor, folder);
				chunks[index] = { ...stored, rawBytes: piece.bytes.byteLength };
				storedBytes += stored.storedBytes;
			}
			doneBytes = Math.max(doneBytes, endOffset);
			work.update(`${formatBytes(doneBytes)} of ${formatBytes(size)}, ${formatBytes(storedBytes)} compressed`, doneBytes / size);
		}
	}
	await Promise.all(Array.from({ length: runsAtOnce }, compressBatches));
	return chunks;
}

interface Batch {
	/** By chunk number. */
	readonly pieces: ReadonlyMap<number, Piece>;
	readonly endOffset: number;
}

/** Calls of `next()` may overlap: an async generator answers them in turn. */
async function* readBatches(file: string, chunkBytes: number): AsyncGenerator<Batch> {
	const handle = await open(file);
	try {
		const { size } = await handle.stat();
		const zeros = Buffer.alloc(chunkBytes);
		let pieces = new Map<number, Piece>();
		let batched = 0;
		for (let index = 0; index * chunkBytes < size; index++) {
			const offset = index * chunkBytes;
			const bytes = Buffer.alloc(Math.min(chunkBytes, size - offset));
			await handle.read(bytes, 0, bytes.byteLength, offset);
			if (bytes.equals(zeros.subarray(0, bytes.byteLength))) continue;
			pieces.set(index, { sha256: sha256(bytes), bytes });
			batched += bytes.byteLength;
			if (batched < batchBytes) continue;
			yield { pieces, endOffset: offset + bytes.byteLength };
			pieces = new Map();
			batched = 0;
		}
		yield { pieces, endOffset: size };
	} finally {
		await handle.close();
	}
}
