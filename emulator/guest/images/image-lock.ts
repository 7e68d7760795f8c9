/** The lock file of the images: every Debian package in them and in the mirror, with the version and digest it was tested with. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { architectureSchema } from "../debian/lock.ts";

const lockFile = fileURLToPath(new URL("./image-packages.lock.json", import.meta.url));

const lockedPackage = z.strictObject({
	suite: z.enum(["trixie", "bookworm"]),
	name: z.string().min(1),
	version: z.string().min(1),
	architecture: architectureSchema,
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	/** Ids of the package sets that bring it: images, without what is below them, and mirrors. */
	in: z.array(z.string().min(1)).min(1),
});
const lockSchema = z.strictObject({ packages: z.array(lockedPackage) });

export type ImagePackage = z.infer<typeof lockedPackage>;

/** An empty list when there is no lock file yet. */
export async function readImageLock(): Promise<ImagePackage[]> {
	const text = await readFile(lockFile, "utf8").catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return '{ "packages": [] }';
		throw error;
	});
	return lockSchema.parse(JSON.parse(text)).packages;
}

/** One line for each package, so that a change reads well in a diff. */
export async function writeImageLock(packages: readonly ImagePackage[]): Promise<void> {
	const lines = packages.map((entry) => `\t\t${JSON.stringify(entry)}`);
	await writeFile(lockFile, `{\n\t"packages": [\n${lines.join(",\n")}\n\t]\n}\n`);
}

/** The same package for several sets becomes one entry; sorted, for the lock file. */
export function mergePackages(packages: readonly ImagePackage[]): ImagePackage[] {
	const merged = new Map<string, ImagePackage>();
	for (const entry of packages) {
		const key = `${entry.suite} ${entry.name}`;
		const known = merged.get(key);
		merged.set(key, { ...entry, in: [...new Set([...(known?.in ?? []), ...entry.in])].sort() });
	}
	return [...merged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
