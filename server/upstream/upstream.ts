/**
 * The way to an upstream registry, for images that the site does not have: reading only, and only of repositories on the list. It is
 * one function from request to response; paths begin with `/v2/` as a registry's own.
 */
import { errorResponse, RegistryError } from "#emulator/registry/errors.ts";
import { parseRoute } from "#emulator/registry/route.ts";
import { LENGTH_HEADER } from "#emulator/registry/upstream-length.ts";
import { Blobs } from "./blobs.ts";
import { UpstreamClient } from "./client.ts";
import { ContentCache } from "./content-cache.ts";
import type { Limits } from "./exchange.ts";
import { Manifests } from "./manifests.ts";
import type { UpstreamSettings } from "./settings.ts";

export interface UpstreamOptions {
	readonly settings: UpstreamSettings;
	/** Told of what the site's owner has to know, a line each. */
	readonly log: (message: string) => void;
	readonly limits?: Limits;
	readonly now?: () => number;
}

export interface Upstream {
	/** `path` such as `/v2/library/alpine/manifests/latest`. Never rejects; the body fails when the transfer does. */
	handle(request: Request, path: string): Promise<Response>;
}

export function createUpstream({ settings, log, limits, now = Date.now }: UpstreamOptions): Upstream {
	const { maxBlobBytes } = settings;
	const cache = new ContentCache(settings.cacheFolder, settings.maxCacheBytes);
	const client = new UpstreamClient({ settings, log, now, ...(limits && { limits }) });
	const blobs = new Blobs({ client, cache, maxBytes: maxBlobBytes, log });
	const manifests = new Manifests({ client, cache, maxBlobBytes, log, now });

	async function answer(request: Request, path: string): Promise<Response> {
		const route = parseRoute(path);
		if (route?.kind === "base") return Response.json({});
		if (route?.kind !== "manifest" && route?.kind !== "blob") {
			throw new RegistryError("UNSUPPORTED", "Here are only manifests and blobs.", { status: 404 });
		}
		const { name } = route;
		if (!settings.allows(name)) {
			throw new RegistryError("DENIED", `Of its upstream registry this site lets through ${settings.allowed} only.`);
		}
		if (route.kind === "blob") return blobs.answer(request, name, route.digest);
		return manifests.answer(request, name, route.reference);
	}

	return {
		async handle(request, path) {
			let response: Response;
			try {
				response = await answer(request, path);
			} catch (error) {
				if (!(error instanceof RegistryError)) log(`Failed: ${error instanceof Error ? error.stack : error}`);
				const told = error instanceof RegistryError ? error : new RegistryError("UNKNOWN", "The site failed. Try again later.");
				response = errorResponse(told, request.method);
				response.headers.set("Cache-Control", "no-store");
			}
			response.headers.set("Docker-Distribution-API-Version", "registry/2.0");
			const length = response.headers.get("Content-Length");
			if (length !== null) response.headers.set(LENGTH_HEADER, length);
			// Strangers made it: it must not run as a page.
			response.headers.set("X-Content-Type-Options", "nosniff");
			return response;
		},
	};
}
