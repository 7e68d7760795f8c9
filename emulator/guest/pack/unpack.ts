/** Takes a packed bundle into use instead of building one. Nothing in it is believed before it is checked. */

import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type ImageIndex, parseImageIndex } from "../../bundle/image-index.ts";
import { type Manifest, parseManifest } from "../../bundle/manifest.ts";
import { partsOf } from "../../bundle/parts-of.ts";
import { CommandFailedError, runCommand } from "../build/command.ts";
import { sha256OfFile } from "../build/digest.ts";
import { startProgress } from "../build/progress.ts";
import { exists } from "../build/step.ts";
import { digestOfManifest, removeStale, writeManifest } from "../bundle/bundle.ts";
import { publishRegistry } from "../images/registry.ts";
import { type MirroredPackage, publishMirror } from "../mirror/mirror.ts";
import { downloadArchive } from "./download.ts";

/**
 * Makes `folder` hold the bundle of an archive, and `registry` and `debian` beside it hold its images and packages.
 * @param source a path or an http(s) URL
 * @throws when it cannot be had, is damaged, or was made for another version of v86
 */
export async function unpackGuest(source: string, folder: string): Promise<Manifest> {
	const archive = /^https?:\/\//.test(source) ? await downloadArchive(source) : path.resolve(source);
	if (!(await exists(archive))) throw new Error(`SLIPWAY_GUEST names ${archive}, which is not there.`);

	const manifest = await manifestOf(archive);
	const index = await imageIndexOf(archive);
	const site = path.dirname(folder);
	if ((await isPublished(manifest, folder)) && (await isSame(index, path.join(site, "registry", "index.json")))) return manifest;
	const progress = startProgress(`→ unpacking the guest ${manifest.digest.slice(0, 12)}`, 5000);
	const scratch = path.join(folder, `.unpacking-${process.pid}`);
	try {
		await mkdir(scratch, { recursive: true });
		await runCommand("tar", ["--extract", `--file=${archive}`, `--directory=${scratch}`, "--no-same-owner"]);
		await verifyParts(manifest, path.join(scratch, "chunks"), progress.update);
		const images = index === "" ? undefined : await verifyImages(index, path.join(scratch, "registry", "chunks"));
		const packages = await verifyPackages(path.join(scratch, "debian"));
		const chunks = path.join(folder, "chunks");
		await mkdir(chunks, { recursive: true });
		for (const part of partsOf(manifest)) await rename(path.join(scratch, "chunks", part.sha256), path.join(chunks, part.sha256));
		await writeManifest(manifest, folder);
		await removeStale(manifest, chunks);
		// The index of images comes last: by it the next start sees that everything is there.
		if (packages.length > 0) await publishMirror(path.join(scratch, "debian", "dists"), packages, path.join(site, "debian"));
		if (images !== undefined)
			await publishRegistry(images, [path.join(scratch, "registry", "chunks")], path.join(site, "registry"));
		progress.done("done");
	} catch (error) {
		progress.done("failed");
		throw error;
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
	return manifest;
}

async function manifestOf(archive: string): Promise<Manifest> {
	let manifest: Manifest;
	try {
		manifest = parseManifest(
			JSON.parse(await runCommand("tar", ["--extract", "--to-stdout", `--file=${archive}`, "manifest.json"])),
		);
	} catch (cause) {
		throw new Error(`${archive} is not a packed Slipway guest (npm run guest:pack makes one).`, { cause });
	}
	if (digestOfManifest(manifest) !== manifest.digest)
		throw new Error(`The manifest in ${archive} is damaged: its digest does not match.`);
	const { version } = createRequire(import.meta.url)("v86/package.json") as { version: string };
	if (manifest.v86Version !== version) {
		throw new Error(
			`${archive} was made for v86 ${manifest.v86Version}, but this checkout has v86 ${version}. Pack one from this checkout.`,
		);
	}
	return manifest;
}

/** The text of the list of images; empty for an archive of a guest alone. */
async function imageIndexOf(archive: string): Promise<string> {
	const extract = ["--extract", "--to-stdout", `--file=${archive}`, "registry/index.json"];
	return runCommand("tar", extract).catch((error: unknown) => {
		if (error instanceof CommandFailedError && error.message.includes("Not found in archive")) return "";
		throw error;
	});
}

async function isSame(text: string, file: string): Promise<boolean> {
	return text === "" || (await readFile(file, "utf8").catch(() => "")) === text;
}

async function verifyImages(text: string, chunks: string): Promise<ImageIndex> {
	const index = parseImageIndex(JSON.parse(text));
	const parts = Object.values(index.blobs).flatMap((blob) => blob.parts);
	for (const { sha256 } of new Map(parts.map((part) => [part.sha256, part])).values()) {
		const file = path.join(chunks, sha256);
		if (!(await exists(file))) throw new Error(`The packed guest lacks part ${sha256} of an image.`);
		if ((await sha256OfFile(file)) !== sha256) throw new Error(`Part ${sha256} of an image of the packed guest is damaged.`);
	}
	return index;
}

/** Packages are named by digest; the lists hold the same digests, and apt checks those. */
async function verifyPackages(folder: string): Promise<MirroredPackage[]> {
	const packages: MirroredPackage[] = [];
	for (const name of await readdir(path.join(folder, "pool")).catch(() => [])) {
		const sha256 = path.basename(name, ".deb");
		const file = path.join(folder, "pool", name);
		if ((await sha256OfFile(file)) !== sha256) throw new Error(`Package ${name} of the packed guest is damaged.`);
		packages.push({ sha256, file });
	}
	return packages;
}

/** Sizes are enough here: whoever loads a part checks its digest. */
async function isPublished(manifest: Manifest, folder: string): Promise<boolean> {
	try {
		const published = parseManifest(JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8")));
		if (published.digest !== manifest.digest) return false;
		const present = new Set(await readdir(path.join(folder, "chunks")));
		return partsOf(manifest).every((part) => present.has(part.sha256));
	} catch {
		return false;
	}
}

async function verifyParts(manifest: Manifest, chunks: string, update: (note: string, fraction: number) => void): Promise<void> {
	const parts = partsOf(manifest);
	for (const [index, part] of parts.entries()) {
		const file = path.join(chunks, part.sha256);
		const found = await stat(file).catch(() => undefined);
		if (found === undefined) throw new Error(`The packed guest lacks part ${part.sha256}.`);
		if (!found.isFile() || found.size !== part.storedBytes || (await sha256OfFile(file)) !== part.sha256) {
			throw new Error(`Part ${part.sha256} of the packed guest is damaged.`);
		}
		update("checking digests", (index + 1) / parts.length);
	}
}
