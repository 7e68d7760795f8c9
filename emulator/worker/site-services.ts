/** What the services in the machine's network use of the site and of the browser. */
import { MachineError } from "../errors.ts";
import { createMemoryStorage } from "../registry/memory-storage.ts";
import { createOpfsStorage } from "../registry/opfs/opfs-storage.ts";
import type { RegistryStorage } from "../registry/storage.ts";
import { lazily } from "../services/lazily.ts";
import type { ServiceHost } from "../services/services.ts";
import { cachedParts } from "./site-loader.ts";

/** `manifestUrl` is that of the machine, in a folder below the site's root. */
export function siteServices(manifestUrl: string): ServiceHost {
	const root = new URL("../", manifestUrl);
	return {
		async openFile(path) {
			// Percent-encoded, as a plus sign in a path means different things to different servers.
			const url = new URL(path.split("/").map(encodeURIComponent).join("/"), root).href;
			const response = await fetch(url, { cache: "no-cache" }).catch((cause: unknown) => {
				throw new MachineError("FetchFailedError", "The site cannot be reached.", { detail: url, cause });
			});
			if (response.ok && response.body) return response.body;
			await response.body?.cancel();
			if (response.status === 404) return undefined;
			throw new MachineError("FetchFailedError", `The site answers with HTTP status ${response.status}.`, { detail: url });
		},
		askUpstream: upstreamOf(root),
		imageParts: cachedParts(new URL("registry/chunks/", root).href, "slipway-images").loader,
		openRegistryStorage,
		log,
	};
}

/** Whether the site's server has an upstream registry is asked once, when something is looked for there. */
function upstreamOf(root: URL): NonNullable<ServiceHost["askUpstream"]> {
	const ask = (path: string, init: RequestInit): Promise<Response> => {
		const url = new URL(`upstream/v2${path}`, root).href;
		return fetch(url, init).catch((cause: unknown) => {
			throw new MachineError("FetchFailedError", "The site cannot be reached.", { detail: url, cause });
		});
	};
	const isThere = lazily(async () => {
		const response = await ask("", { method: "HEAD", cache: "no-store" });
		if (response.status >= 500) {
			throw new MachineError("FetchFailedError", `The site answers with HTTP status ${response.status}.`, {
				detail: response.url,
			});
		}
		// Some hosts of files answer with a page of theirs whatever they are asked for.
		return response.ok && response.headers.has("Docker-Distribution-API-Version");
	});
	return async (path, request) => ((await isThere()) ? ask(`/${path}`, request) : undefined);
}

async function openRegistryStorage(): Promise<RegistryStorage> {
	try {
		const root = await navigator.storage.getDirectory();
		return createOpfsStorage(await root.getDirectoryHandle("registry.lab", { create: true }));
	} catch (error) {
		// Some private windows have none.
		log(`registry.lab keeps what is pushed until the page is closed only: ${error}`);
		return createMemoryStorage();
	}
}

function log(message: string): void {
	// biome-ignore lint/suspicious/noConsole: what concerns nobody but who keeps the site is told where they look.
	console.warn(`slipway: ${message}`);
}
