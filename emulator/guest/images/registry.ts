/** The steps that make `public/registry`: every image of the site, for its read-only registry. */
import { copyFile, link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ImageIndex, parseImageIndex } from "../../bundle/image-index.ts";
import { repositoryFolder } from "../build/cache.ts";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { formatBytes } from "../build/progress.ts";
import { runStep, type Work } from "../build/step.ts";
import { zstdVersion } from "../chunks/zstd.ts";
import { readArchive } from "./archive-blobs.ts";
import { compressionLevel, storeBlob } from "./blobs.ts";
import type { ImagePackage } from "./image-lock.ts";
import { packagesOf, packagesWithBelow } from "./image-packages.ts";
import type { Images } from "./images.ts";
import { type Layer, makeLayers } from "./layers.ts";
import { describeImage, manifestType, versionOf } from "./manifest.ts";
import type { Image, Repository, Suite } from "./recipe.ts";
import { allImages, repositories } from "./recipes.ts";

const registryFolder = path.join(repositoryFolder, "public", "registry");

/** `loaded` are the images that a fresh machine has already; they can be pulled as well. */
export async function buildRegistry(loaded: Images, packages: ReadonlyMap<Suite, readonly ImagePackage[]>): Promise<ImageIndex> {
	const layers = new Map<Image, readonly Layer[]>();
	for (const image of allImages()) {
		if (!packages.has(image.suite)) continue;
		const below = image.from === undefined ? [] : (layers.get(image.from) ?? []);
		const own = packagesOf(image, packages.get(image.suite) ?? []);
		layers.set(image, [...below, ...(await makeLayers(image, below, own))]);
	}
	const all = [...new Set([...layers.values()].flat())];
	const built = await runStep({
		name: "registry",
		title: "describing the images",
		inputs: {
			layers: [...layers].map(([{ id }, of]) => `${id} ${of.map(({ digest }) => digest).join(" ")}`).join("\n"),
			loaded: loaded.digest,
			packages: sha256(JSON.stringify([...packages])),
			recipe: await digestOfPaths(
				["./registry.ts", "./manifest.ts", "./recipe.ts", "./recipes.ts", "./archive-blobs.ts", "./blobs.ts", "./recipes"].map(
					(name) => new URL(name, import.meta.url).pathname,
				),
			),
			compression: `${await zstdVersion()} ${compressionLevel}`,
		},
		typicalSeconds: 2,
		build: async (work) => {
			const index = await makeIndex(layers, packages, loaded, work);
			await writeFile(path.join(work.folder, "index.json"), JSON.stringify(index));
		},
	});
	const index = parseImageIndex(JSON.parse(await readFile(path.join(built.folder, "index.json"), "utf8")));
	await publishRegistry(index, [path.join(built.folder, "chunks"), ...all.map(({ chunks }) => chunks)], registryFolder);
	const stored = new Map(Object.values(index.blobs).flatMap(({ parts }) => parts.map((part) => [part.sha256, part.storedBytes])));
	const storedBytes = [...stored.values()].reduce((sum, bytes) => sum + bytes, 0);
	console.log(`Registry: ${Object.keys(index.repositories).length} repositories, ${formatBytes(storedBytes)}.`);
	return index;
}

async function makeIndex(
	layers: ReadonlyMap<Image, readonly Layer[]>,
	packages: ReadonlyMap<Suite, readonly ImagePackage[]>,
	loaded: Images,
	work: Work,
): Promise<ImageIndex> {
	const index: ImageIndex = { format: 1, blobs: {}, manifests: {}, repositories: {} };
	for (const layer of [...layers.values()].flat()) {
		const { digest, ...blob } = layer.blob;
		index.blobs[digest] = blob;
	}
	async function addBlob(content: Uint8Array | string): Promise<void> {
		const file = path.join(work.scratch, sha256(content));
		await writeFile(file, content);
		const { digest, ...blob } = await storeBlob(file, work);
		index.blobs[digest] = blob;
	}
	function addManifest(content: string): string {
		const digest = `sha256:${sha256(content)}`;
		index.manifests[digest] = { mediaType: manifestType, content };
		return digest;
	}
	for (const repository of repositories) {
		const tags = new Map<string, string>();
		for (const image of repository.images) {
			const of = layers.get(image);
			if (of === undefined) continue;
			const inside = packagesWithBelow(image, packages.get(image.suite) ?? []);
			const { config, manifest } = describeImage(image, of, inside);
			await addBlob(config);
			const digest = addManifest(manifest);
			for (const tag of image.tags(versionOf(image, inside))) {
				if (tags.has(tag)) throw new Error(`two images of ${repository.name} have the tag ${tag}`);
				tags.set(tag, digest);
			}
		}
		index.repositories[`library/${repository.name}`] = { ...textsOf(repository), tags: Object.fromEntries(tags) };
	}
	for (const archive of loaded.archives) {
		const { name, tag, manifest, blobs } = await readArchive(archive, work);
		for (const blob of blobs) await addBlob(blob);
		const texts = loadedTexts[name];
		if (texts === undefined) throw new Error(`nothing is said about the image ${name}`);
		index.repositories[name] = { ...texts, tags: { [tag]: addManifest(manifest) } };
	}
	return index;
}

const loadedTexts: Readonly<Record<string, { readonly description: string; readonly documentation: string }>> = {
	"library/hello-world": {
		description: "Explains how it came to run",
		documentation: "Prints what Docker did to run it:\n\n  docker run hello-world\n\nA fresh machine has it already.",
	},
	"library/busybox": {
		description: "The usual commands in one small program",
		documentation: "A shell and some hundred commands:\n\n  docker run -it busybox sh\n\nA fresh machine has it already.",
	},
};

function textsOf({ description, documentation }: Repository): { description: string; documentation: string } {
	return { description, documentation };
}

/**
 * Makes `folder` hold these images and nothing of older ones. The index is written when every part is there, and old parts go when no
 * index names them any more.
 */
export async function publishRegistry(index: ImageIndex, sources: readonly string[], folder: string): Promise<void> {
	const chunks = path.join(folder, "chunks");
	await mkdir(chunks, { recursive: true });
	const present = new Set(await readdir(chunks));
	const wanted = new Set(Object.values(index.blobs).flatMap(({ parts }) => parts.map((part) => part.sha256)));
	for (const source of sources) {
		for (const name of await readdir(source)) {
			if (present.has(name) || !wanted.has(name)) continue;
			// The cache may be on another file system than the checkout.
			await link(path.join(source, name), path.join(chunks, name)).catch(() =>
				copyFile(path.join(source, name), path.join(chunks, name)),
			);
			present.add(name);
		}
	}
	const missing = [...wanted].find((name) => !present.has(name));
	if (missing !== undefined) throw new Error(`part ${missing} of an image was not made`);
	const text = JSON.stringify(index);
	const file = path.join(folder, "index.json");
	// Unchanged, it keeps its time stamp, by which servers and browsers know it.
	if ((await readFile(file, "utf8").catch(() => "")) !== text) {
		await writeFile(`${file}.new`, text);
		await rename(`${file}.new`, file);
	}
	for (const name of present) if (!wanted.has(name)) await rm(path.join(chunks, name));
}
