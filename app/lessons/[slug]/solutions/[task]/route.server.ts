/**
 * `POST /lessons/<slug>/solutions/<task>`: what to type to get a task done. Asked for by a click, never by a link: nothing that loads by
 * itself, or that a search engine reads, holds it.
 */
import { loadSolution } from "#lessons/catalog/catalog.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export async function POST(_: Request, { params }: { params: Promise<{ slug: string; task: string }> }): Promise<Response> {
	const { slug, task } = await params;
	const commands = await loadSolution(slug, task);
	const headers = { "Cache-Control": "no-store" };
	if (!commands) return Response.json({ message: "There is no such task." }, { status: 404, headers });
	return Response.json({ commands }, { headers });
}
