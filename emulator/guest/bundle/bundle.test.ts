import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseManifest } from "../../bundle/manifest.ts";
import { sha256 } from "../build/digest.ts";
import type { Chunks } from "../chunks/chunks.ts";
import { type BundleParts, digestOfManifest, makeManifest, publishBundle } from "./bundle.ts";

const facts = {
	v86Version: "1.0.0",
	memoryBytes: 1,
	commandLine: "quiet",
	prefetch: [0],
	headBytes: 0,
	versions: { linux: "6" },
};
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "slipway-bundle-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

async function chunksOf(content: string): Promise<Chunks> {
	const digest = sha256(content);
	await writeFile(path.join(folder, digest), content);
	const size = content.length;
	return { folder, digest, chunks: [{ sha256: digest, storedBytes: size, rawBytes: size }], rawBytes: size, chunkBytes: size };
}

async function parts(root: string): Promise<BundleParts> {
	const names = {
		wasm: "wasm",
		interpreter: "interpreter",
		network: "network",
		bios: "bios",
		kernel: "kernel",
		data: "data",
		places: "places",
		state: "state",
	};
	const made = Object.entries(names).map(async ([name, content]) => [name, await chunksOf(content)] as const);
	return { ...(Object.fromEntries(await Promise.all(made)) as unknown as BundleParts), root: await chunksOf(root) };
}

test("A manifest's digest covers every part of it", async () => {
	const manifest = makeManifest(await parts("root"), facts);
	expect(digestOfManifest(manifest)).toBe(manifest.digest);
	expect(digestOfManifest({ ...manifest, commandLine: "loud" })).not.toBe(manifest.digest);
	expect(makeManifest(await parts("other root"), facts).digest).not.toBe(manifest.digest);
});

test("The published folder holds one bundle, and nothing of the one before", async () => {
	const site = path.join(folder, "site");
	const old = await parts("old root");
	await publishBundle(makeManifest(old, facts), Object.values(old), site);
	const now = await parts("root");
	const manifest = makeManifest(now, facts);
	await publishBundle(manifest, Object.values(now), site);
	expect(parseManifest(JSON.parse(await readFile(path.join(site, "manifest.json"), "utf8")))).toEqual(manifest);
	const expected = ["wasm", "interpreter", "network", "bios", "kernel", "data", "places", "state", "root"].map(sha256).sort();
	expect((await readdir(path.join(site, "chunks"))).sort()).toEqual(expected);
});
