/** A Debian source package: upstream's archive and Debian's changes, each with the digest it was tested with. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { cacheFolder } from "../build/cache.ts";
import { runCommand } from "../build/command.ts";
import { exists } from "../build/step.ts";
import { privateApt } from "./apt.ts";

const lockedFile = z.strictObject({ name: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const sourceLock = z.strictObject({ package: z.string(), version: z.string(), files: z.array(lockedFile).min(1) });
type SourceLock = z.infer<typeof sourceLock>;

interface ListedFile extends z.infer<typeof lockedFile> {
	readonly uri: string;
}

/** The lock of a package as the archive has it now, with files of the same kinds. */
export async function renewSourceLock(lock: SourceLock): Promise<SourceLock> {
	const kinds = new Set(lock.files.map(({ name }) => kindOf(name)));
	const present = await findSourcePackage(lock.package);
	return { ...present, files: present.files.filter(({ name }) => kinds.has(kindOf(name))) };
}

/** The package as the archive has it now. */
async function findSourcePackage(name: string): Promise<SourceLock> {
	const files = await listFiles(name, await openSources());
	const description = files.find((file) => file.name.endsWith(".dsc"));
	const version = description?.name.slice(name.length + 1, -".dsc".length);
	if (version === undefined) throw new Error(`the archive lists no description (.dsc) of the source package ${name}`);
	return { package: name, version, files: files.map(({ name, sha256 }) => ({ name, sha256 })) };
}

/**
 * Has the files of a locked package in the cache, and returns their paths by name: those of the kinds that are locked, such as
 * `.orig.tar.xz`. When the archive has moved on to another version, it is that one's, and a line says so.
 */
export async function fetchSourcePackage(lock: SourceLock): Promise<ReadonlyMap<string, string>> {
	if (await allKept(lock.files)) return keptFiles(lock.files);
	const env = await openSources();
	const files = await listFiles(`${lock.package}=${lock.version}`, env).catch(async () => {
		const present = await listFiles(lock.package, env);
		console.log(`The Debian archive has moved on from ${lock.package} ${lock.version}; taking ${present[0]?.name}.`);
		return present;
	});
	const kinds = new Set(lock.files.map(({ name }) => kindOf(name)));
	const wanted = files.filter(({ name }) => kinds.has(kindOf(name)));
	await mkdir(keptFolder(), { recursive: true });
	for (const { uri, sha256 } of wanted) {
		const kept = path.join(keptFolder(), sha256);
		await runCommand("/usr/lib/apt/apt-helper", ["download-file", uri, `${kept}.new`, `SHA256:${sha256}`], { env });
		await rename(`${kept}.new`, kept);
	}
	return keptFiles(wanted);
}

/** The file that holds this, such as `.debian.tar`. @throws when none does */
export function sourceFile(files: ReadonlyMap<string, string>, kind: string): { readonly name: string; readonly file: string } {
	for (const [name, file] of files) if (name.includes(kind)) return { name, file };
	throw new Error(`the source package has no ${kind} archive`);
}

/** What is left of a file's name without package and version. */
function kindOf(name: string): string {
	return /\.(?:orig|debian)[^/]*$|\.dsc$/.exec(name)?.[0] ?? name;
}

function keptFolder(): string {
	return path.join(cacheFolder(), "sources");
}

function keptFiles(files: SourceLock["files"]): Map<string, string> {
	return new Map(files.map(({ name, sha256 }) => [name, path.join(keptFolder(), sha256)]));
}

async function allKept(files: SourceLock["files"]): Promise<boolean> {
	const present = await Promise.all([...keptFiles(files).values()].map(exists));
	return present.every(Boolean);
}

export async function readSourceLock(file: string): Promise<SourceLock> {
	return sourceLock.parse(JSON.parse(await readFile(file, "utf8")));
}

export async function writeSourceLock(file: string, lock: SourceLock): Promise<void> {
	await writeFile(file, `${JSON.stringify(lock, null, "\t")}\n`);
}

/** A private apt with the lists of sources. Returns its environment. */
function openSources(): Promise<Readonly<Record<string, string>>> {
	return privateApt("sources", "deb-src");
}

async function listFiles(wanted: string, env: Readonly<Record<string, string>>): Promise<ListedFile[]> {
	const text = await runCommand("apt-get", ["source", "--print-uris", "-qq", wanted], { env });
	return [...text.matchAll(/^'([^']+)' (\S+) \d+ SHA256:([0-9a-f]{64})$/gm)].map(([, uri = "", name = "", sha256 = ""]) => ({
		uri,
		name,
		sha256,
	}));
}
