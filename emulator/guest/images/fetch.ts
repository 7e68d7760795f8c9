/** Everything that images and mirrors are made of, with what differs from the lock file told. */
import { describeDrift } from "../debian/drift.ts";
import { mirrors } from "../mirror/wanted.ts";
import { type ImagePackage, readImageLock } from "./image-lock.ts";
import { fetchImagePackages, type PackageSet, SuiteMissingError } from "./image-packages.ts";
import type { Suite } from "./recipe.ts";
import { allImages } from "./recipes.ts";

export const suites: readonly Suite[] = ["trixie", "bookworm"];
export const packageSets: readonly PackageSet[] = [...allImages(), ...mirrors];

/** By release; one that the archive does not carry is left out, with a notice. */
export async function fetchForImages(): Promise<Map<Suite, ImagePackage[]>> {
	const lock = await readImageLock();
	const packages = new Map<Suite, ImagePackage[]>();
	for (const suite of suites) {
		try {
			packages.set(suite, await fetchImagePackages(suite, packageSets, lock));
		} catch (error) {
			if (!(error instanceof SuiteMissingError)) throw error;
			console.log(`${error.message}\nImages and packages of ${suite} are left out.`);
		}
	}
	const drift = driftOf(
		lock,
		[...packages].flatMap(([, of]) => of),
		[...packages.keys()],
	);
	if (drift !== "")
		console.log(
			`The Debian archive has moved on; these packages of images differ from the lock file (npm run guest:lock accepts them):\n${drift}`,
		);
	return packages;
}

/** A table for people, or an empty string when nothing differs. */
export function driftOf(lock: readonly ImagePackage[], now: readonly ImagePackage[], suites: readonly Suite[]): string {
	const rows = (packages: readonly ImagePackage[]) =>
		packages.filter(({ suite }) => suites.includes(suite)).map((entry) => ({ ...entry, use: entry.suite }));
	return describeDrift(rows(lock), rows(now));
}
