/** The images in public/registry, for tests that need one inside a machine or want to look into it. */
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { type ImageIndex, parseImageIndex } from "#emulator/bundle/image-index.ts";
import { decompress } from "#emulator/bundle/zstd.ts";
import { run } from "#emulator/contract/support.ts";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { runCommand } from "#emulator/guest/build/command.ts";
import { sha256 } from "#emulator/guest/build/digest.ts";
import type { Machine } from "#emulator/machine.ts";

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

/** Has an image of the site in a machine's engine, under its own name. */
export async function provideImage(machine: Machine, image: string): Promise<void> {
	const [name = "", tag = "latest"] = image.split(":");
	const archive = await makeArchive(await readSiteImages(), name, tag);
	try {
		// In two steps, so that it can be told which of them failed.
		const writing = await machine.exec("cat > /root/image.tar", { timeoutMs: 240_000 });
		await (Readable.toWeb(createReadStream(archive)) as ReadableStream<Uint8Array>).pipeTo(writing.stdin);
		const { code: written } = await writing.exit;
		if (written !== 0) throw new Error(`the image cannot be written: cat ended with ${written}`);
		const load = "docker load --quiet --input /root/image.tar && rm /root/image.tar";
		const { code, stderr } = await run(machine, load, { timeoutMs: 240_000 });
		if (code !== 0) throw new Error(`docker load ended with ${code}: ${stderr}`);
	} finally {
		await rm(path.dirname(archive), { recursive: true });
	}
	// The machine's memory is for the containers.
	await run(machine, "sync; echo 3 > /proc/sys/vm/drop_caches");
}

/** What `docker load` reads. */
async function makeArchive(index: ImageIndex, name: string, tag: string): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), "slipway-image-"));
	const layout = path.join(folder, "layout");
	await mkdir(layout);
	const { config, layers } = manifestOf(index, name, tag);
	for (const { digest } of [config, ...layers])
		await writeFile(path.join(layout, digest.slice(7)), await readBlob(index, digest));
	const manifest = [
		{ Config: config.digest.slice(7), RepoTags: [`${name}:${tag}`], Layers: layers.map(({ digest }) => digest.slice(7)) },
	];
	await writeFile(path.join(layout, "manifest.json"), JSON.stringify(manifest));
	const archive = path.join(folder, "image.tar");
	await runCommand("tar", ["--create", `--file=${archive}`, `--directory=${layout}`, "."]);
	await rm(layout, { recursive: true });
	return archive;
}
