/** `/upstream/v2/...`: images that the site does not have, when its owner has named a registry to have them from (docs/operating.md). */
import { siteUpstream } from "#server/upstream/site-upstream.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PREFIX = "/upstream";

async function answer(request: Request): Promise<Response> {
	const upstream = siteUpstream();
	if (!upstream)
		return new Response("This site has no upstream registry.\n", { status: 404, headers: { "Cache-Control": "no-store" } });
	const { pathname } = new URL(request.url);
	return upstream.handle(request, pathname.slice(pathname.indexOf(PREFIX) + PREFIX.length));
}

export { answer as GET, answer as HEAD };
