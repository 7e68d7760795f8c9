/** Go's compiler and the Go packages that Docker's programs are made of, from Debian: those of the lock file. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { runCommand } from "../build/command.ts";
import { sha256 } from "../build/digest.ts";
import { runStep } from "../build/step.ts";
import { type Apt, openApt } from "../debian/apt.ts";
import { describeDrift } from "../debian/drift.ts";
import { architectureSchema } from "../debian/lock.ts";
import { allStored, storeMissing } from "../debian/store.ts";
import { suite } from "../debian/wanted.ts";

const lockFile = fileURLToPath(new URL("./go-packages.lock.json", import.meta.url));

const goPackage = z.strictObject({
	name: z.string().min(1),
	version: z.string().min(1),
	architecture: architectureSchema,
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const lockSchema = z.strictObject({ packages: z.array(goPackage).min(1) });

export type GoPackage = z.infer<typeof goPackage>;

async function readGoLock(): Promise<readonly GoPackage[]> {
	return lockSchema.parse(JSON.parse(await readFile(lockFile, "utf8"))).packages;
}

/** In the store of packages. The compiler is one for this computer, whatever the lock file was written on. */
export async function fetchGoPackages(): Promise<readonly GoPackage[]> {
	const lock = await readGoLock();
	const built = await runStep({
		name: "go-packages",
		title: "fetching Go's compiler and packages from Debian",
		inputs: { lock: sha256(JSON.stringify(lock)), architecture: await hostArchitecture() },
		typicalSeconds: 30,
		build: async (work) => {
			let packages = lock;
			if (!(await allStored(lock))) {
				work.update("reading the archive's lists");
				const apt = await openApt(suite, await hostArchitecture());
				const sources = await apt.locate(await pinned(apt, lock));
				await storeMissing(sources, apt, work);
				packages = sources.map(({ name, version, architecture, sha256 }) => ({ name, version, architecture, sha256 }));
			}
			await writeFile(path.join(work.folder, "packages.json"), JSON.stringify(packages));
		},
	});
	const packages: GoPackage[] = JSON.parse(await readFile(path.join(built.folder, "packages.json"), "utf8"));
	const drift = describeDrift(asRows(lock), asRows(packages));
	if (drift !== "") console.log(`Go's packages differ from the lock file (npm run guest:lock accepts them):\n${drift}`);
	return packages;
}

/** Rewrites the lock file with what the archive has now. */
export async function relockGoPackages(): Promise<void> {
	const lock = await readGoLock();
	const apt = await openApt(suite, await hostArchitecture());
	const packages = (await apt.locate(lock.map(({ name }) => name))).map(({ name, version, architecture, sha256 }) => ({
		name,
		version,
		architecture,
		sha256,
	}));
	const lines = packages.sort((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => `\t\t${JSON.stringify(entry)}`);
	await writeFile(lockFile, `{\n\t"packages": [\n${lines.join(",\n")}\n\t]\n}\n`);
	console.log(describeDrift(asRows(lock), asRows(packages)));
}

async function hostArchitecture(): Promise<string> {
	return (await runCommand("dpkg", ["--print-architecture"])).trim();
}

/** Locked versions where the archive still has them, its newest otherwise. */
async function pinned(apt: Apt, lock: readonly GoPackage[]): Promise<string[]> {
	const present = await apt.versions(lock.map(({ name }) => name));
	return lock.map(({ name, version }) => (present.get(name)?.has(version) ? `${name}=${version}` : name));
}

function asRows(packages: readonly GoPackage[]) {
	return packages.map((entry) => ({ ...entry, use: "go" }));
}
