/** The steps that have the packages of images and mirrors at hand: as locked, or where the archive moved on, as it has them now. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { CommandFailedError } from "../build/command.ts";
import { sha256 } from "../build/digest.ts";
import { runStep } from "../build/step.ts";
import { type Apt, type ArchivePackage, openApt } from "../debian/apt.ts";
import { allStored, storeMissing } from "../debian/store.ts";
import { suite as guestSuite } from "../debian/wanted.ts";
import { type ImagePackage, mergePackages } from "./image-lock.ts";
import type { Suite } from "./recipe.ts";

/** Packages that are installed together, perhaps on top of another set. */
export interface PackageSet {
	readonly id: string;
	readonly suite: Suite;
	readonly from?: PackageSet;
	/** As for `apt-get install`. */
	readonly packages: readonly string[];
}

/** What the archive has for one release. @throws SuiteMissingError when it does not carry the release */
export async function fetchImagePackages(
	suite: Suite,
	sets: readonly PackageSet[],
	lock: readonly ImagePackage[],
): Promise<ImagePackage[]> {
	const locked = lock.filter((entry) => entry.suite === suite);
	const wanted = sets.filter((set) => set.suite === suite);
	const built = await runStep({
		name: `image-packages-${suite}`,
		title: `fetching the images' Debian packages (${suite})`,
		inputs: { lock: sha256(JSON.stringify(locked)), sets: sha256(JSON.stringify(wanted.map(describe))) },
		typicalSeconds: 60,
		build: async (work) => {
			let packages = locked;
			if (!(await isComplete(locked, wanted))) {
				work.update("reading the archive's lists");
				const apt = await openSuite(suite);
				const resolved = await resolveSets(apt, wanted, locked);
				packages = resolved.packages;
				await storeMissing(resolved.sources, apt, work);
			}
			await writeFile(path.join(work.folder, "packages.json"), JSON.stringify(packages));
		},
	});
	const packages: ImagePackage[] = JSON.parse(await readFile(path.join(built.folder, "packages.json"), "utf8"));
	return packages;
}

export class SuiteMissingError extends Error {
	override readonly name = "SuiteMissingError";
}

/** @throws SuiteMissingError when the archive answers for the guest's own release but not for this one */
export async function openSuite(suite: Suite): Promise<Apt> {
	try {
		return await openApt(suite);
	} catch (error) {
		if (suite === guestSuite || !(error instanceof CommandFailedError)) throw error;
		throw new SuiteMissingError(`The Debian archive that this system uses does not give ${suite}: ${error.message}`);
	}
}

/** Those of a set, without what is below it. */
export function packagesOf(set: PackageSet, all: readonly ImagePackage[]): ImagePackage[] {
	return all.filter((entry) => entry.suite === set.suite && entry.in.includes(set.id));
}

/** Those of a set and of what is below it. */
export function packagesWithBelow(set: PackageSet, all: readonly ImagePackage[]): ImagePackage[] {
	return chainOf(set).flatMap((one) => packagesOf(one, all));
}

/** Locked versions where the archive still has them, its newest otherwise; without a lock: its newest. */
export async function resolveSets(
	apt: Apt,
	sets: readonly PackageSet[],
	lock: readonly ImagePackage[],
): Promise<{ packages: ImagePackage[]; sources: ArchivePackage[] }> {
	const present = lock.length === 0 ? new Map() : await apt.versions(lock.map((entry) => entry.name));
	const usable = new Map(lock.filter((entry) => present.get(entry.name)?.has(entry.version)).map((entry) => [entry.name, entry]));
	const found: ImagePackage[] = [];
	const sources = new Map<string, ArchivePackage>();
	for (const set of sets) {
		const chain = chainOf(set);
		const ids = new Set(chain.map(({ id }) => id));
		const wanted = chain.flatMap(({ packages }) => packages);
		if (set.packages.length === 0) continue;
		const below = new Set(
			found
				.filter((entry) => set.from !== undefined && entry.in.some((id) => id !== set.id && ids.has(id)))
				.map(({ name }) => name),
		);
		for (const source of await resolvePinned(apt, wanted, usable)) {
			const { name, version, architecture, sha256 } = source;
			if (below.has(name)) continue;
			sources.set(sha256, source);
			found.push({ suite: set.suite, name, version, architecture, sha256, in: [set.id] });
		}
	}
	return { packages: mergePackages(found), sources: [...sources.values()] };
}

/** Dependencies are held at the locked version too. */
async function resolvePinned(
	apt: Apt,
	wanted: readonly string[],
	usable: ReadonlyMap<string, ImagePackage>,
): Promise<ArchivePackage[]> {
	const newest = await apt.resolve(wanted);
	const behind = newest.filter(({ name, version }) => (usable.get(name)?.version ?? version) !== version);
	if (behind.length === 0) return newest;
	const pins = newest.map(({ name, version }) => `${name}=${usable.get(name)?.version ?? version}`);
	const pinned = new Set(newest.map(({ name }) => name));
	return apt.resolve([...wanted.filter((name) => !pinned.has(name)), ...pins]);
}

/** The set and what is below it, the lowest first. */
function chainOf(set: PackageSet): PackageSet[] {
	return [...(set.from === undefined ? [] : chainOf(set.from)), set];
}

function describe(set: PackageSet): readonly string[] {
	return chainOf(set).flatMap(({ id, packages }) => [id, ...packages]);
}

/** With everything locked and stored, no archive is asked. */
async function isComplete(locked: readonly ImagePackage[], sets: readonly PackageSet[]): Promise<boolean> {
	const isThere = (set: PackageSet, name: string): boolean =>
		name.startsWith("?") || locked.some((entry) => entry.name === name && chainOf(set).some(({ id }) => entry.in.includes(id)));
	const complete = sets.every((set) => set.packages.every((name) => isThere(set, name)));
	return complete && (await allStored(locked));
}
