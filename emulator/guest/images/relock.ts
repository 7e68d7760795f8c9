/** Rewrites the images' lock file with what the archive has now, and shows what changed. */
import { driftOf, packageSets, suites } from "./fetch.ts";
import { mergePackages, readImageLock, writeImageLock } from "./image-lock.ts";
import { openSuite, resolveSets } from "./image-packages.ts";

export async function relockImages(): Promise<void> {
	const before = await readImageLock();
	const found = [];
	for (const suite of suites) {
		const sets = packageSets.filter((set) => set.suite === suite);
		found.push(...(await resolveSets(await openSuite(suite), sets, [])).packages);
	}
	const packages = mergePackages(found);
	await writeImageLock(packages);
	const drift = driftOf(before, packages, suites);
	console.log(drift === "" ? `The images' lock file is up to date: ${packages.length} packages.` : drift);
}
