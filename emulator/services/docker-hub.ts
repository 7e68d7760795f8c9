/** Docker Hub as the guest sees it: the images that the site has, by the names that dockerd asks. */
import { type ImageIndex, parseImageIndex } from "../bundle/image-index.ts";
import { PartStore } from "../bundle/part-store.ts";
import { MachineError } from "../errors.ts";
import type { HttpService } from "../network/service.ts";
import { createHubRegistry } from "../registry/hub.ts";
import type { ServiceHost } from "./services.ts";
import { openedWhenAsked } from "./unavailable.ts";
import { askUpstream } from "./upstream.ts";

/**
 * dockerd asks the mirror (etc/docker/daemon.json in the guest) first, by plain HTTP; what the mirror does not have it asks of
 * registry-1.docker.io, and searches in index.docker.io. Their HTTPS ends in the guest's tls service.
 */
const names: Readonly<Record<string, string>> = {
	"mirror.docker.lab": "images that this site has, for docker pull",
	"registry-1.docker.io": "the same",
	"index.docker.io": "the same, for docker search",
};

export function dockerHub(host: ServiceHost): HttpService[] {
	const handle = openedWhenAsked("The site's images", host.log, async () =>
		createHubRegistry({
			index: await readIndex(host),
			parts: new PartStore(host.imageParts),
			log: host.log,
			elsewhere: (request) => askUpstream(host, request),
		}),
	);
	return Object.entries(names).map(([name, description]) => ({ kind: "http", name, description, handle }));
}

async function readIndex(host: ServiceHost): Promise<ImageIndex> {
	const file = await host.openFile("registry/index.json");
	if (file === undefined) throw new MachineError("BundleMissingError", "The site has no images.");
	return parseImageIndex(await new Response(file).json());
}
