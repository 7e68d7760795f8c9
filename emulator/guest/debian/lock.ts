/** The lock file: every Debian package that goes into the guest, with the version and digest it was tested with. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { suite } from "./wanted.ts";

const lockFile = fileURLToPath(new URL("./packages.lock.json", import.meta.url));

/** The guest's, and those of computers that build it: a compiler runs there. */
export const architectureSchema = z.enum(["i386", "all", "amd64", "arm64"]);

const lockedPackage = z.strictObject({
	/** `root`: installed. `unpacked`: unpacked without dependencies. `build`: used to build the kernel or the BIOS part. */
	use: z.enum(["root", "unpacked", "build"]),
	name: z.string().min(1),
	version: z.string().min(1),
	architecture: architectureSchema,
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const lockSchema = z.strictObject({ suite: z.literal(suite), packages: z.array(lockedPackage) });

export type LockedPackage = z.infer<typeof lockedPackage>;

export async function readLock(): Promise<LockedPackage[]> {
	return lockSchema.parse(JSON.parse(await readFile(lockFile, "utf8"))).packages;
}

/** One line for each package, so that a change reads well in a diff. */
export async function writeLock(packages: readonly LockedPackage[]): Promise<void> {
	const lines = sortPackages(packages).map((entry) => `\t\t${JSON.stringify(entry)}`);
	await writeFile(lockFile, `{\n\t"suite": "${suite}",\n\t"packages": [\n${lines.join(",\n")}\n\t]\n}\n`);
}

export function sortPackages(packages: readonly LockedPackage[]): LockedPackage[] {
	const key = (entry: LockedPackage): string => `${entry.use} ${entry.name}`;
	return [...packages].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
