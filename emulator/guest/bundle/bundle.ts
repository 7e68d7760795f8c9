/** Puts the results of the steps together: one manifest, and the stored files that it names. */
import { copyFile, link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Manifest, Part } from "../../bundle/manifest.ts";
import { partsOf } from "../../bundle/parts-of.ts";
import { sha256 } from "../build/digest.ts";
import { exists } from "../build/step.ts";
import type { Chunks } from "../chunks/chunks.ts";

export interface BundleParts {
	readonly wasm: Chunks;
	readonly interpreter: Chunks;
	readonly network: Chunks;
	readonly bios: Chunks;
	readonly kernel: Chunks;
	readonly root: Chunks;
	readonly data: Chunks;
	readonly places: Chunks;
	readonly state: Chunks;
}

export interface BundleFacts {
	readonly v86Version: string;
	readonly memoryBytes: number;
	readonly commandLine: string;
	readonly prefetch: readonly number[];
	readonly headBytes: number;
	readonly versions: Readonly<Record<string, string>>;
}

export function makeManifest(parts: BundleParts, facts: BundleFacts): Manifest {
	const content: Omit<Manifest, "digest"> = {
		format: 1,
		v86Version: facts.v86Version,
		memoryBytes: facts.memoryBytes,
		commandLine: facts.commandLine,
		wasm: onlyPart(parts.wasm),
		interpreter: onlyPart(parts.interpreter),
		network: onlyPart(parts.network),
		bios: onlyPart(parts.bios),
		kernel: onlyPart(parts.kernel),
		root: {
			diskBytes: parts.root.rawBytes,
			chunkBytes: parts.root.chunkBytes,
			chunks: [...parts.root.chunks],
			prefetch: [...facts.prefetch],
		},
		data: { diskBytes: parts.data.rawBytes, chunkBytes: parts.data.chunkBytes, chunks: [...parts.data.chunks] },
		snapshot: {
			rawBytes: parts.state.rawBytes,
			headBytes: facts.headBytes,
			places: onlyPart(parts.places),
			parts: parts.state.chunks.map(required),
		},
		versions: { ...facts.versions },
	};
	return { ...content, digest: digestOfManifest(content) };
}

/** Of the manifest without its own digest; it names every part by digest, so it covers the whole bundle. */
export function digestOfManifest(manifest: Omit<Manifest, "digest"> & { digest?: string }): string {
	const { digest, ...content } = manifest;
	void digest;
	return sha256(JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/**
 * Makes `folder` hold this bundle and nothing of an older one. Stored files come from `sources`; the manifest is written last, so that
 * it never names a file that is not there yet.
 */
export async function publishBundle(manifest: Manifest, sources: readonly Chunks[], folder: string): Promise<void> {
	const chunksFolder = path.join(folder, "chunks");
	await mkdir(chunksFolder, { recursive: true });
	const present = new Set(await readdir(chunksFolder));
	for (const source of sources) {
		for (const part of source.chunks) {
			if (part === null || present.has(part.sha256)) continue;
			await linkOrCopy(path.join(source.folder, part.sha256), path.join(chunksFolder, part.sha256));
			present.add(part.sha256);
		}
	}
	await writeManifest(manifest, folder);
	await removeStale(manifest, chunksFolder);
}

export async function writeManifest(manifest: Manifest, folder: string): Promise<void> {
	const file = path.join(folder, "manifest.json");
	const text = JSON.stringify(manifest);
	// Unchanged, it keeps its time stamp, by which servers and browsers know it.
	if ((await exists(file)) && (await readFile(file, "utf8")) === text) return;
	await writeFile(`${file}.new`, text);
	await rename(`${file}.new`, file);
}

export async function removeStale(manifest: Manifest, chunksFolder: string): Promise<void> {
	const named = new Set(partsOf(manifest).map((part) => part.sha256));
	for (const name of await readdir(chunksFolder)) {
		if (!named.has(name)) await rm(path.join(chunksFolder, name));
	}
}

async function linkOrCopy(from: string, to: string): Promise<void> {
	// The cache may be on another file system than the checkout.
	await link(from, to).catch(() => copyFile(from, to));
}

function onlyPart({ chunks }: Chunks): Part {
	const [part, ...more] = chunks;
	if (part === undefined || more.length > 0) throw new Error("a file that is stored whole has become several parts");
	return required(part);
}

function required(part: Part | null): Part {
	if (part === null) throw new Error("a part that must not be empty is all zeros");
	return part;
}
