/** Steps that make one layer each: a tree, changed, and what the change was, as a tar file and as parts for the registry. */
import { link, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { type Built, exists, runStep, type Work } from "../build/step.ts";
import { zstdVersion } from "../chunks/zstd.ts";
import { indexEntry } from "../debian/index-entry.ts";
import { storedFile } from "../debian/store.ts";
import { compressionLevel, type StoredBlob, storeBlob } from "./blobs.ts";
import type { ImagePackage } from "./image-lock.ts";
import { layerEntries, parseTreeList, type TreeList } from "./layer-diff.ts";
import type { Image } from "./recipe.ts";

export interface Layer extends Built {
	readonly blob: StoredBlob;
	/** The layer itself. */
	readonly tar: string;
	/** Has the blob's parts. */
	readonly chunks: string;
	/** What `docker history` shows. */
	readonly createdBy: string;
}

interface LayerSource {
	/** Of the build step. */
	readonly name: string;
	readonly title: string;
	readonly createdBy: string;
	readonly below: readonly Layer[];
	readonly inputs: Readonly<Record<string, string>>;
	readonly typicalSeconds: number;
	/** Makes the change, in the tree that the layers below amount to. */
	change(tree: string, work: Work): Promise<void>;
}

const here = (name: string): string => new URL(name, import.meta.url).pathname;
const scripts = {
	base: "./base.sh",
	chroot: "./chroot.sh",
	list: "./list.sh",
	pack: "./pack.sh",
	tidy: "./tidy.sh",
	unpack: "./unpack.sh",
};
const [base, chroot, list, pack, tidy, unpack] = Object.values(scripts).map(here) as [
	string,
	string,
	string,
	string,
	string,
	string,
];

/** The image's own layers, the lowest first. `below` are those of the image that it is built on. */
export async function makeLayers(image: Image, below: readonly Layer[], packages: readonly ImagePackage[]): Promise<Layer[]> {
	const layers: Layer[] = [];
	if (image.program !== undefined) layers.push(await makeLayer(await programLayer(image, image.program)));
	if (packages.length > 0) {
		const source = image.from === undefined ? await baseLayer(image, packages) : await packagesLayer(image, below, packages);
		layers.push(await makeLayer(source));
	}
	// The lowest layer has its files in it already.
	if (image.from !== undefined) {
		const source = await filesLayer(image, [...below, ...layers]);
		if (source !== undefined) layers.push(await makeLayer(source));
	}
	return layers;
}

/** A whole Debian with the recipe's files, in one layer. */
async function baseLayer(image: Image, packages: readonly ImagePackage[]): Promise<LayerSource> {
	const files = await scriptsOf(image, "files");
	const setup = await scriptsOf(image, "setup.sh");
	return {
		name: `layer-${image.id}`,
		title: `image ${image.id}: installing ${packages.length} Debian packages`,
		createdBy: `# Debian ${image.suite}: ${packages.length} packages (built by Slipway)`,
		below: [],
		inputs: { packages: sha256(JSON.stringify(packages)), recipe: await digestOfPaths([base, chroot, tidy, ...files, ...setup]) },
		typicalSeconds: 60,
		change: async (tree, work) => {
			const repository = path.join(work.scratch, "repository");
			await makeRepository(repository, packages);
			const tar = path.join(work.scratch, "base.tar");
			await work.runAsRoot(base, [repository, packages.map(({ name }) => name).join(" "), tar], {
				env: { TMPDIR: work.scratch },
				onLine: countSetUps(packages.length, work),
			});
			await work.runAsRoot("tar", ["--extract", `--file=${tar}`, `--directory=${tree}`, "--numeric-owner", "--exclude=./dev/*"]);
			for (const folder of files) await copyFiles(folder, tree, work);
			for (const script of setup) await runInside(tree, script, work);
			await work.runAsRoot(tidy, [tree]);
		},
	};
}

async function packagesLayer(image: Image, below: readonly Layer[], packages: readonly ImagePackage[]): Promise<LayerSource> {
	const prepare = await scriptsOf(image, "prepare.sh");
	const finish = await scriptsOf(image, "finish.sh");
	return {
		name: `layer-${image.id}-packages`,
		title: `image ${image.id}: installing ${packages.length} Debian packages`,
		createdBy: `RUN apt-get install -y --no-install-recommends ${image.packages.join(" ")}`,
		below,
		inputs: {
			packages: sha256(JSON.stringify([image.packages, packages.map((entry) => entry.sha256)])),
			recipe: await digestOfPaths([chroot, tidy, ...prepare, ...finish]),
		},
		typicalSeconds: 30,
		change: async (tree, work) => {
			for (const script of prepare) await runInside(tree, script, work);
			await makeRepository(path.join(tree, ".slipway"), packages);
			await writeFile(path.join(tree, ".slipway", "sources.list"), "deb [trusted=yes] file:/.slipway ./\n");
			await mkdir(path.join(tree, ".slipway", "lists", "partial"), { recursive: true });
			await mkdir(path.join(tree, ".slipway", "cache", "archives", "partial"), { recursive: true });
			const settings = [
				"Dir::Etc::SourceList=/.slipway/sources.list",
				"Dir::Etc::SourceParts=/dev/null",
				"Dir::State::Lists=/.slipway/lists",
				"Dir::Cache=/.slipway/cache",
				"APT::Sandbox::User=root",
				"Dpkg::Use-Pty=0",
			].flatMap((setting) => ["-o", setting]);
			const apt = [chroot, tree, "apt-get", ...settings, "--quiet", "--yes", "--no-install-recommends"] as const;
			const [command, ...args] = apt;
			await work.runAsRoot(command, [...args, "update"]);
			await work.runAsRoot(command, [...args, "install", ...image.packages], { onLine: countSetUps(packages.length, work) });
			await work.runAsRoot(tidy, [tree]);
			for (const script of finish) await runInside(tree, script, work);
			if (finish.length > 0) await work.runAsRoot(tidy, [tree]);
		},
	};
}

/** Undefined when the recipe has nothing of its own to add. */
async function filesLayer(image: Image, below: readonly Layer[]): Promise<LayerSource | undefined> {
	const setup = await scriptsOf(image, "setup.sh");
	const files = await scriptsOf(image, "files");
	if (setup.length + files.length === 0) return undefined;
	return {
		name: `layer-${image.id}-files`,
		title: `image ${image.id}: its configuration`,
		createdBy: "COPY files/ / # and setup.sh: configuration by Slipway",
		below,
		inputs: { recipe: await digestOfPaths([chroot, tidy, ...setup, ...files]) },
		typicalSeconds: 5,
		change: async (tree, work) => {
			for (const folder of files) await copyFiles(folder, tree, work);
			for (const script of setup) await runInside(tree, script, work);
			await work.runAsRoot(tidy, [tree]);
		},
	};
}

async function programLayer(image: Image, program: string): Promise<LayerSource> {
	const [source = ""] = fileOf(image, program);
	const flags = ["-m32", "-static", "-std=gnu17", "-D_GNU_SOURCE", "-Os", "-s", "-Wall", "-Wextra", "-Werror"];
	const target = path.basename(program, ".c");
	return {
		name: `layer-${image.id}`,
		title: `image ${image.id}: compiling ${program}`,
		createdBy: `COPY ${target} / # built by Slipway from ${program}`,
		below: [],
		inputs: { source: await digestOfPaths([source]), flags: flags.join(" ") },
		typicalSeconds: 2,
		change: async (tree, work) => {
			await work.run("gcc", [...flags, "-o", path.join(tree, target), program], { cwd: path.dirname(source) });
		},
	};
}

async function makeLayer(source: LayerSource): Promise<Layer> {
	const tools = [here("./layers.ts"), here("./layer-diff.ts"), here("./blobs.ts"), list, pack, unpack];
	const built = await runStep({
		name: source.name,
		title: source.title,
		inputs: {
			...source.inputs,
			below: source.below.map(({ blob }) => blob.digest).join(" "),
			tools: await digestOfPaths(tools),
			compression: `${await zstdVersion()} ${compressionLevel}`,
		},
		typicalSeconds: source.typicalSeconds,
		build: async (work) => {
			const tree = path.join(work.scratch, "tree");
			await work.runAsRoot(unpack, [tree, ...source.below.map(({ tar }) => tar)]);
			const before = await listTree(tree, work);
			await source.change(tree, work);
			const entries = layerEntries(before, await listTree(tree, work));
			const names = path.join(work.scratch, "names");
			await writeFile(names, entries.map((name) => `${name}\0`).join(""));
			const tar = path.join(work.folder, "layer.tar");
			await work.runAsRoot(pack, [tree, names, tar]);
			await writeFile(path.join(work.folder, "blob.json"), JSON.stringify(await storeBlob(tar, work)));
		},
	});
	const blob: StoredBlob = JSON.parse(await readFile(path.join(built.folder, "blob.json"), "utf8"));
	const { createdBy } = source;
	return { ...built, blob, tar: path.join(built.folder, "layer.tar"), chunks: path.join(built.folder, "chunks"), createdBy };
}

async function listTree(tree: string, work: Work): Promise<TreeList> {
	const output = path.join(work.scratch, "list");
	await work.runAsRoot(list, [tree, output]);
	return parseTreeList(await readFile(output, "utf8"));
}

/** Git keeps only the executable bit of the files; who owns and may read them must not depend on the checkout. */
async function copyFiles(folder: string, tree: string, work: Work): Promise<void> {
	const copy = path.join(work.scratch, "files");
	await work.run("cp", ["--recursive", "--no-dereference", "--preserve=mode,links", folder, copy]);
	await work.run("chmod", ["--recursive", "u=rwX,go=rX", copy]);
	const create = `tar --create --directory="$1" --owner=0 --group=0 --numeric-owner .`;
	// Folders that are there already keep their owner and mode.
	const extract = `tar --extract --directory="$2" --same-owner --same-permissions --no-overwrite-dir --keep-directory-symlink`;
	await work.runAsRoot("bash", ["-c", `set -o pipefail; ${create} | ${extract}`, "copy", copy, tree]);
}

/** A script beside a recipe, run inside the tree as `/.slipway-script`. */
async function runInside(tree: string, script: string, work: Work): Promise<void> {
	const inside = path.join(tree, ".slipway-script");
	await work.runAsRoot("install", ["-m", "755", script, inside]);
	await work.runAsRoot(chroot, [tree, "/.slipway-script"], { onLine: (line) => work.update(line.slice(0, 80)) });
	await work.runAsRoot("rm", [inside]);
}

/** A folder that apt takes packages from. */
async function makeRepository(folder: string, packages: readonly ImagePackage[]): Promise<void> {
	await mkdir(folder);
	const paragraphs: string[] = [];
	for (const entry of packages) {
		const name = `${entry.name}_${entry.architecture}.deb`;
		await link(storedFile(entry), path.join(folder, name));
		paragraphs.push(await indexEntry(path.join(folder, name), `./${name}`, entry.sha256));
	}
	await writeFile(path.join(folder, "Packages"), paragraphs.join("\n"));
}

function countSetUps(packages: number, work: Work): (line: string) => void {
	let count = 0;
	return (line) => {
		if (line.startsWith("Setting up ")) count++;
		work.update(line.slice(0, 80), count / packages);
	};
}

function fileOf(image: Image, name: string): string[] {
	return image.folder === undefined ? [] : [new URL(name, image.folder).pathname];
}

/** The same, when it is there. */
async function scriptsOf(image: Image, name: string): Promise<string[]> {
	const [file] = fileOf(image, name);
	return file !== undefined && (await exists(file)) ? [file] : [];
}
