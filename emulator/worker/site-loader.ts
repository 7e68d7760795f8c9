/** The bundle as the site serves it, with the browser's cache before it. */
import { type Manifest, type Part, parseManifest } from "../bundle/manifest.ts";
import type { PartLoader, PartOrigin } from "../bundle/part-store.ts";
import { MachineError } from "../errors.ts";

/**
 * Stored parts are kept in Cache Storage rather than in the HTTP cache, which may drop large files early. It is missing in some private
 * windows; the HTTP cache then has to do.
 */
const CACHE_NAME = "slipway-machine";
/** A transfer that makes no progress for so long is given up and tried again. */
const STALL_MS = 20_000;

export interface Site {
	readonly parts: PartLoader;
	loadManifest(signal?: AbortSignal): Promise<Manifest>;
	onStarted(manifest: Manifest): void;
}

export function siteLoader(manifestUrl: string): Site {
	const opened = openCache();
	function partUrl(part: { readonly sha256: string }): string {
		return new URL(`chunks/${part.sha256}`, manifestUrl).href;
	}
	return {
		parts: {
			async load(part, { fresh, onBytes }) {
				const url = partUrl(part);
				const cache = await opened;
				if (fresh) await cache?.delete(url);
				const cached = await cache?.match(url);
				if (cached) {
					const bytes = new Uint8Array(await cached.arrayBuffer());
					onBytes(bytes.byteLength, "cache");
					return bytes;
				}
				const bytes = await transfer(url, fresh, part, onBytes);
				// A full disk only costs the next visit time.
				await cache?.put(url, new Response(bytes)).catch(() => {});
				return bytes;
			},
		},
		loadManifest: (signal) => loadManifest(manifestUrl, signal),
		onStarted(manifest) {
			void forgetOthers(opened, new Set(allParts(manifest).map(partUrl)));
		},
	};
}

async function openCache(): Promise<Cache | undefined> {
	try {
		return await caches.open(CACHE_NAME);
	} catch {
		return undefined;
	}
}

async function transfer(
	url: string,
	fresh: boolean,
	part: Part,
	onBytes: (bytes: number, from: PartOrigin) => void,
): Promise<Uint8Array<ArrayBuffer>> {
	const stalled = new AbortController();
	let timer = setTimeout(stall, STALL_MS);
	function stall(): void {
		stalled.abort(new Error(`no data for ${STALL_MS / 1000} seconds`));
	}
	try {
		const response = await fetch(url, { cache: fresh ? "reload" : "default", signal: stalled.signal });
		if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`);
		const bytes = new Uint8Array(part.storedBytes);
		let length = 0;
		for await (const piece of response.body) {
			clearTimeout(timer);
			timer = setTimeout(stall, STALL_MS);
			if (length + piece.byteLength > bytes.byteLength) throw new Error("longer than the manifest says");
			bytes.set(piece, length);
			length += piece.byteLength;
			onBytes(piece.byteLength, "network");
		}
		if (length < bytes.byteLength) throw new Error(`ended after ${length} of ${bytes.byteLength} bytes`);
		return bytes;
	} finally {
		clearTimeout(timer);
	}
}

async function loadManifest(url: string, signal: AbortSignal | undefined): Promise<Manifest> {
	let response: Response;
	try {
		response = await fetch(url, { cache: "no-cache", signal: signal ?? null });
	} catch (cause) {
		signal?.throwIfAborted();
		throw new MachineError("FetchFailedError", "The site cannot be reached.", { detail: url, cause });
	}
	if (!response.ok) {
		throw new MachineError("BundleMissingError", `The site has no machine bundle (HTTP status ${response.status}).`, {
			detail: url,
		});
	}
	let json: unknown;
	try {
		json = await response.json();
	} catch (cause) {
		throw new MachineError("BundleMissingError", "The machine bundle's manifest cannot be read.", { detail: url, cause });
	}
	return parseManifest(json);
}

/** Drops what belongs to bundles that the site no longer serves. */
async function forgetOthers(opened: Promise<Cache | undefined>, urls: ReadonlySet<string>): Promise<void> {
	const cache = await opened;
	for (const request of (await cache?.keys()) ?? []) {
		if (!urls.has(request.url)) await cache?.delete(request);
	}
}

function allParts(manifest: Manifest): Part[] {
	const { wasm, network, bios, kernel, root, data, snapshot } = manifest;
	return [wasm, network, bios, kernel, ...snapshot.parts, ...[...root.chunks, ...data.chunks].filter((part) => part !== null)];
}
