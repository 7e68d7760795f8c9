/** Digests of the inputs of build steps. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";

export function sha256(bytes: Uint8Array | string): string {
	return createHash("sha256").update(bytes).digest("hex");
}

export async function sha256OfFile(file: string): Promise<string> {
	const hash = createHash("sha256");
	await pipeline(createReadStream(file), hash);
	return hash.digest("hex");
}

/** One digest for files and folders: relative names, executable bits, link targets and contents, in a fixed order. */
export async function digestOfPaths(paths: readonly string[]): Promise<string> {
	const hash = createHash("sha256");
	for (const start of paths) await addPath(hash, start, path.basename(start));
	return hash.digest("hex");
}

async function addPath(hash: ReturnType<typeof createHash>, file: string, name: string): Promise<void> {
	const entry = await lstat(file);
	if (entry.isDirectory()) {
		hash.update(`folder ${name}\0`);
		// Not locale-aware on purpose: the order must be the same everywhere.
		for (const child of (await readdir(file)).sort()) await addPath(hash, path.join(file, child), `${name}/${child}`);
	} else if (entry.isSymbolicLink()) {
		hash.update(`link ${name}\0${await readlink(file)}\0`);
	} else {
		const kind = (entry.mode & 0o100) === 0 ? "file" : "program";
		hash.update(`${kind} ${name}\0${sha256(await readFile(file))}\0`);
	}
}
