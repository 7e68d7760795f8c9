/** The site's own images as dockerd expects them of Docker Hub: pulls, errors for what is not there, and `docker search`. */
import type { ImageIndex } from "../bundle/image-index.ts";
import type { PartStore } from "../bundle/part-store.ts";
import { RegistryError } from "./errors.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { parseRoute } from "./route.ts";
import { createStaticStorage } from "./static-storage.ts";

export interface HubOptions {
	readonly index: ImageIndex;
	readonly parts: PartStore;
	readonly log?: (message: string) => void;
	/** Asked for manifests and blobs of repositories that the index does not have; undefined when there are no others. */
	readonly elsewhere?: (request: Request) => Promise<Response | undefined>;
}

const DEFAULT_RESULTS = 25;
const MAX_RESULTS = 100;
/** Repositories that Docker Hub shows without this. */
const LIBRARY = "library/";

/** @throws RegistryError when a manifest in the index is not one */
export function createHubRegistry({ index, parts, log = () => {}, elsewhere }: HubOptions): Pick<Registry, "handle"> {
	const registry = createRegistry({
		storage: createStaticStorage(index, parts),
		log,
		// Docker Hub tells nobody whether a repository is private or not there.
		unknownRepository: () => new RegistryError("DENIED", "requested access to the resource is denied", { status: 401 }),
	});
	return {
		async handle(request) {
			const { pathname, searchParams } = new URL(request.url);
			if (request.method === "GET" && pathname === "/v1/_ping") return v1Response({ standalone: false });
			if (request.method === "GET" && pathname === "/v1/search") return v1Response(search(index, searchParams));
			const other = isElsewhere(index, request) ? await elsewhere?.(request) : undefined;
			return other ?? registry.handle(request);
		},
	};
}

function isElsewhere({ repositories }: ImageIndex, { method, url }: Request): boolean {
	if (method !== "GET" && method !== "HEAD") return false;
	try {
		const route = parseRoute(new URL(url).pathname);
		return (route?.kind === "manifest" || route?.kind === "blob") && !Object.hasOwn(repositories, route.name);
	} catch {
		// The registry tells what is wrong with it.
		return false;
	}
}

function v1Response(content: unknown): Response {
	return Response.json(content, { headers: { "X-Docker-Registry-Version": "0.6", "X-Docker-Registry-Standalone": "false" } });
}

/** Names that begin with the term come first, then those that have it somewhere, then descriptions. */
function search({ repositories }: ImageIndex, parameters: URLSearchParams): unknown {
	const query = parameters.get("q") ?? "";
	const term = query.trim().toLowerCase().replace(LIBRARY, "");
	const size = Number(parameters.get("n") ?? DEFAULT_RESULTS);
	const limit = Number.isInteger(size) && size > 0 ? Math.min(size, MAX_RESULTS) : DEFAULT_RESULTS;
	const found = Object.entries(repositories)
		.map(([fullName, { description }]) => {
			const name = fullName.replace(LIBRARY, "");
			const rank = name.startsWith(term) ? 0 : name.includes(term) ? 1 : description.toLowerCase().includes(term) ? 2 : 3;
			return { name, description, rank };
		})
		.filter(({ rank }) => rank < 3)
		.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
	return {
		query,
		num_results: found.length,
		num_pages: 1,
		page: 1,
		page_size: limit,
		// They are not Docker's official images, and nobody gave them stars.
		results: found.slice(0, limit).map(({ name, description }) => ({
			name,
			description,
			star_count: 0,
			is_official: false,
			is_automated: false,
			is_trusted: false,
		})),
	};
}
