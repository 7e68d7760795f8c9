/** Makes `public/debian`: a small part of the Debian archive, which containers reach as http://deb.lab/debian. */
import { copyFile, cp, link, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryFolder } from "../build/cache.ts";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { formatBytes } from "../build/progress.ts";
import { exists, runStep } from "../build/step.ts";
import { indexEntry } from "../debian/index-entry.ts";
import { storedFile } from "../debian/store.ts";
import type { ImagePackage } from "../images/image-lock.ts";
import { packagesOf } from "../images/image-packages.ts";
import type { Suite } from "../images/recipe.ts";
import { mirrors } from "./wanted.ts";

const mirrorFolder = path.join(repositoryFolder, "public", "debian");

/** A package and where its file is. */
export interface MirroredPackage {
	readonly sha256: string;
	readonly file: string;
}

export async function buildMirror(packages: ReadonlyMap<Suite, readonly ImagePackage[]>): Promise<void> {
	const suites = new Map<string, readonly MirroredPackage[]>();
	for (const set of mirrors) {
		const all = packages.get(set.suite);
		if (all === undefined) continue;
		suites.set(
			set.suite,
			packagesOf(set, all).map((entry) => ({ sha256: entry.sha256, file: storedFile(entry) })),
		);
	}
	const built = await runStep({
		name: "mirror",
		title: "listing the Debian packages for containers",
		inputs: {
			packages: sha256(JSON.stringify([...suites].map(([suite, of]) => [suite, of.map((entry) => entry.sha256)]))),
			recipe: await digestOfPaths([new URL("./mirror.ts", import.meta.url).pathname]),
		},
		typicalSeconds: 10,
		build: async (work) => {
			for (const [suite, of] of suites) await writeSuite(path.join(work.folder, "dists", suite), suite, of);
		},
	});
	const bytes = await publishMirror(path.join(built.folder, "dists"), [...suites.values()].flat(), mirrorFolder);
	const counts = [...suites].map(([suite, of]) => `${of.length} packages of ${suite}`);
	console.log(`Debian mirror: ${counts.join(", ")}, ${formatBytes(bytes)}.`);
}

/**
 * Writes the lists by which apt knows what there is. Plain text, as the guest's CPU would take longer to decompress it than it takes to
 * transfer, and unsigned: nobody has a key that the guest could trust more than the site itself.
 */
export async function writeSuite(folder: string, suite: string, packages: readonly MirroredPackage[]): Promise<void> {
	const paragraphs: string[] = [];
	for (const { file, sha256 } of packages) paragraphs.push(await indexEntry(file, poolName(sha256), sha256));
	const lists = { "main/binary-i386/Packages": paragraphs.join("\n") };
	await mkdir(path.join(folder, "main", "binary-i386"), { recursive: true });
	const rows: string[] = [];
	for (const [name, text] of Object.entries(lists)) {
		await writeFile(path.join(folder, name), text);
		rows.push(` ${sha256(text)} ${Buffer.byteLength(text)} ${name}`);
	}
	const fields = {
		Origin: "Slipway",
		Label: "Packages of Debian for containers",
		Suite: suite,
		Codename: suite,
		// Fixed, so that the same packages make the same lists.
		Date: "Wed, 01 Jan 2025 00:00:00 UTC",
		Architectures: "i386",
		Components: "main",
	};
	const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
	await writeFile(path.join(folder, "Release"), `${head.join("")}SHA256:\n${rows.join("\n")}\n`);
}

/** Makes `folder` hold these lists and packages, and nothing of older ones. Returns how many bytes the packages are. */
export async function publishMirror(lists: string, packages: readonly MirroredPackage[], folder: string): Promise<number> {
	const wanted = new Map(packages.map((entry) => [poolName(entry.sha256), entry.file]));
	await mkdir(path.join(folder, "pool"), { recursive: true });
	for (const [name, file] of wanted) {
		const target = path.join(folder, name);
		if (await exists(target)) continue;
		// The cache may be on another file system than the checkout.
		await link(file, target).catch(() => copyFile(file, target));
	}
	const fresh = path.join(folder, "dists.new");
	await rm(fresh, { recursive: true, force: true });
	await cp(lists, fresh, { recursive: true });
	await rm(path.join(folder, "dists"), { recursive: true, force: true });
	await rename(fresh, path.join(folder, "dists"));
	for (const name of await readdir(path.join(folder, "pool"))) {
		if (!wanted.has(`pool/${name}`)) await rm(path.join(folder, "pool", name));
	}
	const sizes = await Promise.all([...wanted.keys()].map(async (name) => (await stat(path.join(folder, name))).size));
	return sizes.reduce((sum, size) => sum + size, 0);
}

/** By digest: Debian's own names have plus signs and tildes, which not every static host serves under the name that apt asks for. */
function poolName(sha256: string): string {
	return `pool/${sha256}.deb`;
}
