/** Brings an archive from the web into the cache, once for each version of it. */
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { cacheFolder } from "../build/cache.ts";
import { sha256 } from "../build/digest.ts";
import { formatBytes, startProgress } from "../build/progress.ts";
import { exists } from "../build/step.ts";

/**
 * The path of the archive that `url` names. The server is asked whether it has a newer one; when it cannot be reached, what is in the
 * cache is used.
 * @throws when there is neither
 */
export async function downloadArchive(url: string): Promise<string> {
	const folder = path.join(cacheFolder(), "archives");
	await mkdir(folder, { recursive: true });
	const file = path.join(folder, `${sha256(url).slice(0, 16)}.tar`);
	const conditionsFile = `${file}.json`;
	const known = (await exists(file)) ? await readConditions(conditionsFile) : undefined;

	let response: Response;
	try {
		response = await fetch(url, { headers: known ?? {} });
		if (!response.ok && response.status !== 304) throw new Error(`the server answered ${response.status}`);
	} catch (cause) {
		if (known !== undefined) {
			console.log(`${withoutPassword(url)} cannot be reached; the copy from before is used.`);
			return file;
		}
		throw new Error(`The guest cannot be fetched from ${withoutPassword(url)}: ${reason(cause)}`, { cause });
	}
	if (response.status === 304) return file;
	if (response.body === null) throw new Error(`${withoutPassword(url)} is empty`);

	const totalBytes = Number(response.headers.get("content-length") ?? 0);
	const progress = startProgress("→ fetching the guest", 30_000);
	const scratch = `${file}.${process.pid}`;
	try {
		let bytes = 0;
		const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
		body.on("data", (piece: Uint8Array) => {
			bytes += piece.byteLength;
			progress.update(formatBytes(bytes), totalBytes > 0 ? bytes / totalBytes : undefined);
		});
		await pipeline(body, createWriteStream(scratch));
		await rename(scratch, file);
		await writeFile(conditionsFile, JSON.stringify(conditionsOf(response)));
		progress.done(formatBytes(bytes));
	} catch (cause) {
		progress.done("failed");
		throw new Error(`The guest cannot be fetched from ${withoutPassword(url)}: ${reason(cause)}`, { cause });
	} finally {
		await rm(scratch, { force: true });
	}
	return file;
}

/** Request headers that ask for the archive only when it is another one than this answer brought. */
function conditionsOf(response: Response): Record<string, string> {
	const etag = response.headers.get("etag");
	const modified = response.headers.get("last-modified");
	return { ...(etag !== null && { "if-none-match": etag }), ...(modified !== null && { "if-modified-since": modified }) };
}

async function readConditions(file: string): Promise<Record<string, string>> {
	try {
		return z.record(z.string(), z.string()).parse(JSON.parse(await readFile(file, "utf8")));
	} catch {
		// Without them the archive is fetched once more.
		return {};
	}
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}

function withoutPassword(url: string): string {
	const shown = new URL(url);
	shown.username = "";
	shown.password = "";
	return shown.href;
}
