/** Lists: `_catalog`, `tags/list` (end-8) and `referrers` (end-12), with paging. */
import { readContent } from "./content.ts";
import { type Context, knownRepository } from "./context.ts";
import { RegistryError } from "./errors.ts";
import { OCI_INDEX, parseManifest } from "./manifest.ts";

/** `mayPull` leaves out what the one who asks may not see. */
export async function listCatalog({ storage }: Context, request: Request, mayPull: (name: string) => boolean): Promise<Response> {
	const names: string[] = [];
	for (const name of await storage.listRepositories()) {
		// Of others nothing can be pulled yet: a push is going on, or was given up.
		if (mayPull(name) && ((await storage.getRepository(name))?.manifests.size ?? 0) > 0) names.push(name);
	}
	const { page, link } = cut(names.sort(), new URL(request.url));
	return Response.json({ repositories: page }, { headers: link });
}

export async function listTags(context: Context, request: Request, name: string): Promise<Response> {
	const { tags } = await knownRepository(context, name);
	const { page, link } = cut([...tags.keys()].sort(), new URL(request.url));
	return Response.json({ name, tags: page }, { headers: link });
}

export async function listReferrers(context: Context, request: Request, name: string, digest: string): Promise<Response> {
	// The specification forbids 404 here: a repository that is not there has no referrers either.
	const repository = await context.storage.getRepository(name);
	const filter = new URL(request.url).searchParams.get("artifactType");
	const manifests: unknown[] = [];
	for (const [referrer, { mediaType, bytes, subject }] of repository?.manifests ?? []) {
		if (subject !== digest) continue;
		const content = await readContent(context, referrer);
		if (!content) continue;
		const { artifactType, annotations } = parseManifest(content, mediaType);
		if (filter !== null && filter !== artifactType) continue;
		// JSON leaves out what is undefined.
		manifests.push({ mediaType, digest: referrer, size: bytes, artifactType: artifactType || undefined, annotations });
	}
	return new Response(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }), {
		headers: { "Content-Type": OCI_INDEX, ...(filter !== null && { "OCI-Filters-Applied": "artifactType" }) },
	});
}

/** `n` items after `last`, and the header that leads to the next ones. @throws RegistryError when `n` is not a number */
function cut(
	sorted: readonly string[],
	{ pathname, searchParams }: URL,
): { page: readonly string[]; link: Record<string, string> } {
	const last = searchParams.get("last");
	const n = searchParams.get("n");
	if (n !== null && !/^\d{1,9}$/.test(n)) {
		throw new RegistryError("UNSUPPORTED", '"n" is a number of entries, 0 or more.', { status: 400 });
	}
	const rest = last === null ? sorted : sorted.filter((item) => item > last);
	const page = n === null ? rest : rest.slice(0, Number(n));
	const end = page.at(-1);
	if (end === undefined || page.length === rest.length) return { page, link: {} };
	const next = new URLSearchParams({ n: n ?? "", last: end });
	return { page, link: { Link: `<${pathname}?${next}>; rel="next"` } };
}
