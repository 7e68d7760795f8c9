import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decompress } from "../../bundle/zstd.ts";
import { sha256 } from "../build/digest.ts";
import { type Chunks, cutIntoChunks } from "./chunks.ts";

const chunkBytes = 64 * 1024;
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "slipway-chunks-"));
	vi.stubEnv("SLIPWAY_CACHE", path.join(folder, "cache"));
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(folder, { recursive: true });
});

async function cut(content: Buffer): Promise<Chunks> {
	const file = path.join(folder, "disk");
	await writeFile(file, content);
	const settings = { chunkBytes, level: 3, typicalSeconds: 1 };
	return cutIntoChunks({ name: "test-chunks", what: "a disk", file, from: sha256(content), ...settings });
}

/** As a machine would put the file together again. */
async function join({ chunks, folder: stored, rawBytes }: Chunks): Promise<Buffer> {
	const content = Buffer.alloc(rawBytes);
	for (const [index, part] of chunks.entries()) {
		if (part === null) continue;
		const bytes = await readFile(path.join(stored, part.sha256));
		expect(sha256(bytes)).toBe(part.sha256);
		expect(bytes.byteLength).toBe(part.storedBytes);
		const raw = part.storedBytes === part.rawBytes ? bytes : await decompress(bytes, part.rawBytes);
		content.set(raw, index * chunkBytes);
	}
	return content;
}

test("Chunks make the file again: text, zeros, noise and a short end", async () => {
	const content = Buffer.concat([
		Buffer.from("slipway ".repeat(chunkBytes / 8)),
		Buffer.alloc(2 * chunkBytes),
		randomBytes(chunkBytes),
		Buffer.from("the end"),
	]);
	const chunks = await cut(content);
	expect(chunks.chunks.map((part) => part !== null)).toEqual([true, false, false, true, true]);
	expect(chunks.chunks[0]?.storedBytes).toBeLessThan(1000);
	expect((await join(chunks)).equals(content)).toBe(true);
});

test("The same content at several places is stored once", async () => {
	const piece = Buffer.from("again and again ".repeat(chunkBytes / 16));
	const chunks = await cut(Buffer.concat([piece, piece, piece]));
	expect(new Set(chunks.chunks.map((part) => part?.sha256)).size).toBe(1);
});
