/** Upstream registries on loopback, good and bad, and the way to them that is tested. */
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { serveRegistry } from "#cli/registry-server.ts";
import { createMemoryStorage } from "#emulator/registry/memory-storage.ts";
import { createRegistry } from "#emulator/registry/registry.ts";
import type { Limits } from "#server/upstream/exchange.ts";
import { readSettings } from "#server/upstream/settings.ts";
import { createUpstream } from "#server/upstream/upstream.ts";
import { INDEX, pushBlob, pushImage, pushManifest, type Send } from "../registry/client.ts";
import { until } from "../support/until.ts";

/** Short enough for tests that wait for them, long enough for a busy machine's loopback. */
export const QUICK: Limits = { answerMs: 1500, stallMs: 1500 };

export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), "slipway-upstream-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

export interface RealRegistry {
	readonly origin: string;
	/** Past what stands before the registry. */
	readonly push: Send;
	/** Method and path of all that came from outside. */
	readonly asked: string[];
	/** Headers likewise. */
	readonly headers: Headers[];
	/** Stops listening. */
	close(): Promise<void>;
}

type Handle = (request: Request) => Promise<Response>;

/** Slipway's own registry, on loopback. `guard` may answer in its stead. */
export async function startRegistry(guard: (request: Request) => Response | undefined = () => undefined): Promise<RealRegistry> {
	const registry = createRegistry({ storage: createMemoryStorage() });
	const asked: string[] = [];
	const headers: Headers[] = [];
	const handle: Handle = async (request) => {
		asked.push(`${request.method} ${new URL(request.url).pathname}`);
		headers.push(request.headers);
		return guard(request) ?? registry.handle(request);
	};
	const server = await serveRegistry(handle, 0);
	let closed: Promise<void> | undefined;
	const close = (): Promise<void> => {
		closed ??= server.close();
		return closed;
	};
	onTestFinished(close);
	const push: Send = (url, init) => registry.handle(new Request(new URL(url, "http://registry.test"), init));
	return { origin: server.origin, push, asked, headers, close };
}

/** Whatever `listener` makes of it; its origin. */
export async function startServer(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, "close");
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface Way {
	readonly ask: Send;
	readonly logged: string[];
	readonly cacheFolder: string;
	/** Lets time pass for what is kept for a while. */
	advance(ms: number): void;
}

export interface WayOptions {
	readonly environment?: Readonly<Record<string, string>>;
	readonly limits?: Limits;
	/** The page's own headers. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** The way to this registry, as the environment of a server would make it. */
export async function openWay(origin: string, { environment = {}, limits = QUICK }: WayOptions = {}): Promise<Way> {
	const cacheFolder = environment.SLIPWAY_UPSTREAM_CACHE ?? (await temporaryFolder());
	const settings = readSettings({
		SLIPWAY_UPSTREAM_REGISTRY: origin,
		SLIPWAY_UPSTREAM_CACHE: cacheFolder,
		...environment,
	});
	if (!settings) throw new Error("the settings name no registry");
	const logged: string[] = [];
	let passedMs = 0;
	const upstream = createUpstream({ settings, limits, log: (line) => void logged.push(line), now: () => Date.now() + passedMs });
	return {
		ask: (url, init) => upstream.handle(new Request(new URL(url, "http://site.test"), init), url),
		logged,
		cacheFolder,
		advance: (ms) => {
			passedMs += ms;
		},
	};
}

export interface PushedIndex {
	readonly index: string;
	/** Digests of the images, by architecture. */
	readonly images: Readonly<Record<string, string>>;
	readonly layer: string;
}

/** An image for these architectures under one tag, with one layer. */
export async function pushForAll(
	push: Send,
	name: string,
	tag: string,
	architectures: readonly string[],
	layer: string | Uint8Array<ArrayBuffer> = "a layer",
): Promise<PushedIndex> {
	const pushedLayer = await pushBlob(push, name, layer);
	const images: Record<string, string> = {};
	const manifests: object[] = [];
	for (const architecture of architectures) {
		const platform = { os: "linux", architecture };
		const config = await pushBlob(push, name, JSON.stringify(platform));
		const { mediaType, digest, size } = await pushImage(push, name, undefined, { config, layers: [pushedLayer] });
		images[architecture] = digest;
		manifests.push({ mediaType, digest, size, platform });
	}
	const index = await pushManifest(push, name, tag, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }), INDEX);
	return { index: index.digest, images, layer: pushedLayer.digest };
}

/** Status and the error that the answer tells. */
export async function errorOf(response: Response): Promise<{ status: number; code: string; message: string }> {
	const { errors } = (await response.json()) as { errors: [{ code: string; message: string }] };
	const [{ code, message }] = errors;
	return { status: response.status, code, message };
}

/** Waits for temporary files to go as well. */
export async function expectEmpty({ cacheFolder }: Way): Promise<void> {
	await until("the cache is empty", async () => (await readdir(cacheFolder)).length === 0, 5000);
}
