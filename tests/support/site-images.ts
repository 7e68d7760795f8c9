/** The images in public/registry, for tests that need one inside a machine or want to look into it. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type ImageIndex, parseImageIndex } from "#emulator/bundle/image-index.ts";
import { decompress } from "#emulator/bundle/zstd.ts";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { sha256 } from "#emulator/guest/build/digest.ts";

const registryFolder = path.join(repositoryFolder, "public", "registry");

export interface ManifestText {
	readonly config: { readonly digest: string; readonly size: number };
	readonly layers: readonly { readonly digest: string; readonly size: number; readonly mediaType: string }[];
}

export async function readSiteImages(): Promise<ImageIndex> {
	return parseImageIndex(JSON.parse(await readFile(path.join(registryFolder, "index.json"), "utf8")));
}

/** The contents of a blob. @throws when a part's or the blob's digest is not what the index says */
export async function readBlob(index: ImageIndex, digest: string): Promise<Buffer> {
	const blob = index.blobs[digest];
	if (blob === undefined) throw new Error(`the index has no blob ${digest}`);
	const pieces: Uint8Array[] = [];
	for (const part of blob.parts) {
		const stored = await readFile(path.join(registryFolder, "chunks", part.sha256));
		if (stored.byteLength !== part.storedBytes || sha256(stored) !== part.sha256)
			throw new Error(`part ${part.sha256} is damaged`);
		pieces.push(part.storedBytes === part.rawBytes ? stored : await decompress(stored, part.rawBytes));
	}
	const content = Buffer.concat(pieces);
	if (content.byteLength !== blob.bytes || `sha256:${sha256(content)}` !== digest) throw new Error(`blob ${digest} is damaged`);
	return content;
}

export function manifestOf(index: ImageIndex, name: string, tag: string): ManifestText {
	const digest = index.repositories[`library/${name}`]?.tags[tag];
	const text = digest === undefined ? undefined : index.manifests[digest]?.content;
	if (text === undefined) throw new Error(`the site has no image ${name}:${tag}`);
	return JSON.parse(text);
}
