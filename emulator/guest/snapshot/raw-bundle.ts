/** A bundle straight from the images that the build made, uncompressed and without a snapshot: what the snapshot is made with. */
import { createHash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Manifest, Part } from "../../bundle/manifest.ts";
import type { PartLoader } from "../../bundle/part-store.ts";

export interface GuestImages {
	/** Paths of files. */
	readonly wasm: string;
	readonly interpreter: string;
	readonly network: string;
	readonly bios: string;
	readonly kernel: string;
	readonly root: string;
	readonly data: string;
	readonly memoryBytes: number;
	readonly commandLine: string;
	readonly v86Version: string;
	/** Of the root's chunks in the bundle, so that chunk numbers are the same. */
	readonly rootChunkBytes: number;
}

export interface RawBundle {
	readonly manifest: Manifest;
	readonly parts: PartLoader;
}

const DATA_CHUNK_BYTES = 1 << 20;

/** Where the bytes of a part lie. */
interface Place {
	readonly path: string;
	readonly offset: number;
}

export async function rawBundle(images: GuestImages): Promise<RawBundle> {
	const places = new Map<string, Place>();
	async function chunksOf(path: string, chunkBytes: number): Promise<{ diskBytes: number; chunks: (Part | null)[] }> {
		const file = await open(path);
		try {
			const { size: diskBytes } = await file.stat();
			const chunks: (Part | null)[] = [];
			const zeros = Buffer.alloc(chunkBytes);
			for (let offset = 0; offset < diskBytes; offset += chunkBytes) {
				const chunk = await readAt(file, offset, Math.min(chunkBytes, diskBytes - offset));
				if (chunk.equals(zeros.subarray(0, chunk.byteLength))) {
					chunks.push(null);
					continue;
				}
				const sha256 = createHash("sha256").update(chunk).digest("hex");
				places.set(sha256, { path, offset });
				chunks.push({ sha256, storedBytes: chunk.byteLength, rawBytes: chunk.byteLength });
			}
			return { diskBytes, chunks };
		} finally {
			await file.close();
		}
	}
	async function whole(path: string): Promise<Part> {
		const [part] = (await chunksOf(path, (await stat(path)).size)).chunks;
		if (!part) throw new Error(`${path} is empty`);
		return part;
	}
	const manifest: Manifest = {
		format: 1,
		digest: "0".repeat(64),
		v86Version: images.v86Version,
		memoryBytes: images.memoryBytes,
		commandLine: images.commandLine,
		wasm: await whole(images.wasm),
		interpreter: await whole(images.interpreter),
		network: await whole(images.network),
		bios: await whole(images.bios),
		kernel: await whole(images.kernel),
		root: { chunkBytes: images.rootChunkBytes, prefetch: [], ...(await chunksOf(images.root, images.rootChunkBytes)) },
		data: { chunkBytes: DATA_CHUNK_BYTES, ...(await chunksOf(images.data, DATA_CHUNK_BYTES)) },
		// There is none yet.
		snapshot: { rawBytes: 0, headBytes: 0, places: await whole(images.bios), parts: [] },
		versions: {},
	};
	return { manifest, parts: { load: (part) => readPart(places.get(part.sha256), part) } };
}

async function readPart(place: Place | undefined, part: Part): Promise<Uint8Array> {
	if (!place) throw new Error(`no part ${part.sha256}`);
	const file = await open(place.path);
	try {
		return await readAt(file, place.offset, part.storedBytes);
	} finally {
		await file.close();
	}
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
	const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
	return buffer;
}
