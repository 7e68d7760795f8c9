/** Rewrites the lock file with what the archive has now, and shows what changed. */
import { openApt } from "./apt.ts";
import { describeDrift } from "./drift.ts";
import { readLock, writeLock } from "./lock.ts";
import { resolvePackages } from "./packages.ts";

export async function relock(): Promise<void> {
	const before = await readLock().catch(() => []);
	const { packages } = await resolvePackages(await openApt(), []);
	await writeLock(packages);
	const drift = describeDrift(before, packages);
	console.log(
		drift === "" ? `The lock file is up to date: ${packages.length} packages.` : `${drift}\nThe lock file was rewritten.`,
	);
}
