/** The step that has every package at hand: those of the lock file, or where the archive moved on, the ones it has now. */
import { link, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../build/cache.ts";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { type Built, exists, runStep, type Work } from "../build/step.ts";
import { type Apt, type ArchivePackage, openApt } from "./apt.ts";
import { type LockedPackage, readLock, sortPackages } from "./lock.ts";
import { biosPackage, installedPackages, kernelSourcePackage, unpackedPackages } from "./wanted.ts";

/** apt counts itself as essential; without it the guest saves 15 MB that need a network to be of use. */
const essential = "?essential?not(?exact-name(apt))";

export interface Packages extends Built {
	readonly packages: readonly LockedPackage[];
	/** @throws when it is not among them */
	find(name: string): LockedPackage;
	/** The package's file. */
	file(entry: LockedPackage): string;
}

export async function fetchPackages(): Promise<Packages> {
	const lock = await readLock();
	const built = await runStep({
		name: "packages",
		title: "fetching Debian packages",
		inputs: {
			lock: sha256(JSON.stringify(lock)),
			recipe: await digestOfPaths([new URL("./wanted.ts", import.meta.url).pathname]),
		},
		typicalSeconds: 40,
		build: async (work) => {
			const packages = (await allStored(lock)) ? lock : await fetchFromArchive(lock, work);
			for (const entry of packages) await link(storedFile(entry), path.join(work.folder, debName(entry)));
			await writeFile(path.join(work.folder, "packages.json"), JSON.stringify(packages));
		},
	});
	const packages: LockedPackage[] = JSON.parse(await readFile(path.join(built.folder, "packages.json"), "utf8"));
	return {
		...built,
		packages,
		find(name) {
			const found = packages.find((entry) => entry.name === name);
			if (found === undefined) throw new Error(`${name} is not in the lock file; "npm run guest:lock" rewrites it`);
			return found;
		},
		file: (entry) => path.join(built.folder, debName(entry)),
	};
}

async function fetchFromArchive(lock: readonly LockedPackage[], work: Work): Promise<LockedPackage[]> {
	work.update("reading the archive's lists");
	const { packages, sources } = await resolvePackages(await openApt(), lock);
	const missing = await asyncFilter(sources, async (source) => !(await exists(storedFile(source))));
	let count = 0;
	const apt = missing.length === 0 ? undefined : await openApt();
	await apt?.download(missing, work.scratch, (line) => {
		if (line.startsWith("Get:")) count++;
		work.update(line.slice(0, 100).replace(/ \S+:\/\/\S+/, ""), count / missing.length);
	});
	await mkdir(storeFolder(), { recursive: true });
	for (const source of missing) await rename(path.join(work.scratch, source.fileName), storedFile(source));
	return packages;
}

/** What to build with: locked versions where the archive still has them, its newest otherwise. Without a lock: its newest. */
export async function resolvePackages(
	apt: Apt,
	lock: readonly LockedPackage[],
): Promise<{ packages: LockedPackage[]; sources: ArchivePackage[] }> {
	const present = lock.length === 0 ? new Map() : await apt.versions(lock.map((entry) => entry.name));
	const pinned = new Map<string, string>();
	for (const entry of lock) {
		if (present.get(entry.name)?.has(entry.version)) pinned.set(`${entry.use} ${entry.name}`, `${entry.name}=${entry.version}`);
	}
	const pin = (use: LockedPackage["use"], name: string): string => pinned.get(`${use} ${name}`) ?? name;

	// Naming every locked package, not only the wanted ones, holds their dependencies at the locked version too.
	const wantedNames = new Set<string>(installedPackages);
	const dependencies = [...pinned].filter(([key]) => key.startsWith("root ")).map(([, argument]) => argument);
	const wanted = [...wantedNames].map((name) => pin("root", name));
	const root = await apt.resolve([essential, ...new Set([...wanted, ...dependencies])]);
	const unpacked = await apt.locate(unpackedPackages.map((name) => pin("unpacked", name)));
	const build = await apt.locate([kernelSourcePackage, biosPackage].map((name) => pin("build", name)));

	const packages = [
		...root.map((source) => locked("root", source)),
		...unpacked.map((source) => locked("unpacked", source)),
		...build.map((source) => locked("build", source)),
	];
	return { packages: sortPackages(packages), sources: [...root, ...unpacked, ...build] };
}

function locked(use: LockedPackage["use"], { name, version, architecture, sha256 }: ArchivePackage): LockedPackage {
	return { use, name, version, architecture, sha256 };
}

function storeFolder(): string {
	return path.join(cacheFolder(), "debs");
}

function storedFile(entry: { readonly sha256: string }): string {
	return path.join(storeFolder(), `${entry.sha256}.deb`);
}

/** Without the version, whose colons and plus signs apt would escape. */
function debName(entry: LockedPackage): string {
	return `${entry.name}_${entry.architecture}.deb`;
}

async function allStored(packages: readonly LockedPackage[]): Promise<boolean> {
	const missing = await asyncFilter(packages, async (entry) => !(await exists(storedFile(entry))));
	return packages.length > 0 && missing.length === 0;
}

async function asyncFilter<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
	const kept = await Promise.all(items.map(keep));
	return items.filter((_, index) => kept[index]);
}
