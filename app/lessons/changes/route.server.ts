/** `/lessons/changes`: tells an author's page that a lesson was changed on the disk. Only while the site is developed. */
import { watch } from "node:fs/promises";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Editors write a file in several steps. */
const QUIET_MS = 100;

export function GET(request: Request): Response {
	if (process.env.NODE_ENV !== "development") return new Response(null, { status: 404 });
	const stop = new AbortController();
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			void tellOfChanges(controller, AbortSignal.any([request.signal, stop.signal]));
		},
		cancel: () => stop.abort(),
	});
	return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
}

async function tellOfChanges(controller: ReadableStreamDefaultController<Uint8Array>, signal: AbortSignal): Promise<void> {
	const event = new TextEncoder().encode("data: changed\n\n");
	let timer: ReturnType<typeof setTimeout> | undefined;
	try {
		for await (const _ of watch(lessonPlaces().content, { recursive: true, signal })) {
			clearTimeout(timer);
			timer = setTimeout(() => controller.enqueue(event), QUIET_MS);
		}
	} catch (error) {
		clearTimeout(timer);
		// Aborted, the page was left, and nobody reads; anything else ends the stream, and the page asks again.
		if (!signal.aborted) controller.error(error);
	}
}
