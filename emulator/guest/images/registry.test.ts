import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImageIndex } from "../../bundle/image-index.ts";
import { sha256 } from "../build/digest.ts";
import { publishRegistry } from "./registry.ts";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "slipway-registry-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

/** An index whose blobs are these words, and a folder with their parts. */
async function made(...words: string[]): Promise<{ index: ImageIndex; chunks: string }> {
	const chunks = path.join(folder, `chunks-${words.join("-")}`);
	await mkdir(chunks, { recursive: true });
	const index: ImageIndex = { format: 1, blobs: {}, manifests: {}, repositories: {} };
	for (const word of words) {
		await writeFile(path.join(chunks, sha256(word)), word);
		const part = { sha256: sha256(word), storedBytes: word.length, rawBytes: word.length };
		index.blobs[`sha256:${sha256(word)}`] = { bytes: word.length, parts: [part] };
	}
	return { index, chunks };
}

test("The published folder holds these images, and nothing of those before", async () => {
	const site = path.join(folder, "site");
	const old = await made("one", "two");
	await publishRegistry(old.index, [old.chunks], site);
	const now = await made("two", "three");
	await publishRegistry(now.index, [now.chunks], site);
	expect((await readdir(path.join(site, "chunks"))).sort()).toEqual(["two", "three"].map((word) => sha256(word)).sort());
	expect(JSON.parse(await readFile(path.join(site, "index.json"), "utf8"))).toEqual(now.index);
});

test("An index that has not changed keeps its time stamp", async () => {
	const site = path.join(folder, "site");
	const { index, chunks } = await made("one");
	await publishRegistry(index, [chunks], site);
	const before = await stat(path.join(site, "index.json"));
	await publishRegistry(index, [chunks], site);
	expect((await stat(path.join(site, "index.json"))).mtimeMs).toBe(before.mtimeMs);
});

test("An index is not published when a part of it is missing", async () => {
	const { index } = await made("one");
	const site = path.join(folder, "site");
	await expect(publishRegistry(index, [], site)).rejects.toThrow("was not made");
	expect(await readdir(site)).toEqual(["chunks"]);
});
