/** The step that has every package at hand: those of the lock file, or where the archive moved on, the ones it has now. */
import { link, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { type Built, runStep, type Work } from "../build/step.ts";
import { type Apt, type ArchivePackage, openApt } from "./apt.ts";
import { type LockedPackage, readLock, sortPackages } from "./lock.ts";
import { allStored, storedFile, storeMissing } from "./store.ts";
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
	const apt = await openApt();
	const { packages, sources } = await resolvePackages(apt, lock);
	await storeMissing(sources, apt, work);
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

/** Without the version, whose colons and plus signs apt would escape. */
function debName(entry: LockedPackage): string {
	return `${entry.name}_${entry.architecture}.deb`;
}
