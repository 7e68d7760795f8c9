/** Every package that was ever downloaded, in the cache by digest. */
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../build/cache.ts";
import { exists, type Work } from "../build/step.ts";
import type { Apt, ArchivePackage } from "./apt.ts";

export function storedFile(entry: { readonly sha256: string }): string {
	return path.join(storeFolder(), `${entry.sha256}.deb`);
}

/** False for an empty list: what is not known is not there. */
export async function allStored(packages: readonly { readonly sha256: string }[]): Promise<boolean> {
	return packages.length > 0 && (await missingOf(packages)).length === 0;
}

/** Downloads those that the store lacks. */
export async function storeMissing(sources: readonly ArchivePackage[], apt: Apt, work: Work): Promise<void> {
	const missing = await missingOf(sources);
	if (missing.length === 0) return;
	let count = 0;
	await apt.download(missing, work.scratch, (line) => {
		if (line.startsWith("Get:")) count++;
		work.update(line.slice(0, 100).replace(/ \S+:\/\/\S+/, ""), count / missing.length);
	});
	await mkdir(storeFolder(), { recursive: true });
	for (const source of missing) await rename(path.join(work.scratch, source.fileName), storedFile(source));
}

async function missingOf<Entry extends { readonly sha256: string }>(packages: readonly Entry[]): Promise<Entry[]> {
	const present = await Promise.all(packages.map((entry) => exists(storedFile(entry))));
	return packages.filter((_, index) => !present[index]);
}

function storeFolder(): string {
	return path.join(cacheFolder(), "debs");
}
