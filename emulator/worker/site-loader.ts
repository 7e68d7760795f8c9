/** The bundle as the site serves it, with the browser's cache before it. */
import { type Manifest, type Part, parseManifest } from "../bundle/manifest.ts";
import type { OnPartBytes, PartLoader } from "../bundle/part-store.ts";
import { partsOf } from "../bundle/parts-of.ts";
import { MachineError } from "../errors.ts";

/** A transfer that makes no progress for so long is given up and tried again. */
const STALL_MS = 20_000;

export interface Site {
	readonly parts: PartLoader;
	loadManifest(signal?: AbortSignal): Promise<Manifest>;
	onStarted(manifest: Manifest): void;
}

export function siteLoader(manifestUrl: string): Site {
	const cached = cachedParts(new URL("chunks/", manifestUrl).href, "slipway-machine");
	return {
		parts: cached.loader,
		loadManifest: (signal) => loadManifest(manifestUrl, signal),
		onStarted: (manifest) => void cached.keepOnly(partsOf(manifest)),
	};
}

interface CachedParts {
	readonly loader: PartLoader;
	/** Drops what belongs to bundles that the site no longer serves. */
	keepOnly(parts: readonly Part[]): Promise<void>;
}

/**
 * Stored parts are kept in Cache Storage rather than in the HTTP cache, which may drop large files early. It is missing in some private
 * windows; the HTTP cache then has to do.
 */
export function cachedParts(folderUrl: string, cacheName: string): CachedParts {
	const opened = caches.open(cacheName).catch(() => undefined);
	const partUrl = (part: Part): string => new URL(part.sha256, folderUrl).href;
	const transferred = new WeakSet<Uint8Array>();
	return {
		loader: {
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
				// Kept twice, the parts would push the pages out of the HTTP cache.
				const httpCache = cache ? "no-store" : fresh ? "reload" : "default";
				const bytes = await transfer(url, httpCache, part, onBytes);
				transferred.add(bytes);
				return bytes;
			},
			keep(part, stored) {
				if (!transferred.has(stored)) return;
				const copy = new Response(stored as Uint8Array<ArrayBuffer>);
				// A full disk only costs the next visit time.
				void opened.then((cache) => cache?.put(partUrl(part), copy)).catch(() => {});
			},
			async prefetch(part, onBytes) {
				const url = partUrl(part);
				const cache = await opened;
				if (!cache || (await cache.match(url))) return;
				const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(STALL_MS) });
				if (!response.ok) throw new Error(`HTTP status ${response.status}`);
				// The browser takes it over as it comes: none of it is ever in this worker's memory.
				await cache.put(url, response);
				onBytes(part.storedBytes, "network");
			},
		},
		async keepOnly(parts) {
			const cache = await opened;
			const urls = new Set(parts.map(partUrl));
			for (const request of (await cache?.keys()) ?? []) {
				if (!urls.has(request.url)) await cache?.delete(request);
			}
		},
	};
}

async function transfer(
	url: string,
	httpCache: RequestCache,
	part: Part,
	onBytes: OnPartBytes,
): Promise<Uint8Array<ArrayBuffer>> {
	const stalled = new AbortController();
	let timer = setTimeout(stall, STALL_MS);
	function stall(): void {
		stalled.abort(new Error(`no data for ${STALL_MS / 1000} seconds`));
	}
	try {
		const response = await fetch(url, { cache: httpCache, signal: stalled.signal });
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
