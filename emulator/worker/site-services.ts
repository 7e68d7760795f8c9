/** What the services in the machine's network use of the site and of the browser. */
import { MachineError } from "../errors.ts";
import { createMemoryStorage } from "../registry/memory-storage.ts";
import { createOpfsStorage } from "../registry/opfs/opfs-storage.ts";
import type { RegistryStorage } from "../registry/storage.ts";
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
		imageParts: cachedParts(new URL("registry/chunks/", root).href, "slipway-images").loader,
		openRegistryStorage,
		log,
	};
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
