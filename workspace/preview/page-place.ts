/** What a previewed page says about where it is, and what it is told; the words are of preview/protocol.ts. */
import * as z from "zod/mini";
import type { FromPage, ToPage } from "#preview/protocol.ts";

const fromPage = z.object({
	kind: z.literal("slipway-at"),
	path: z.string().check(z.startsWith("/"), z.maxLength(65_536)),
	title: z.string().check(z.maxLength(65_536)),
	canGoBack: z.boolean(),
	canGoForward: z.boolean(),
}) satisfies z.ZodMiniType<FromPage>;

export type PagePlace = Omit<FromPage, "kind">;

/** Undefined for what no script of ours says. */
export function parsePagePlace(message: unknown): PagePlace | undefined {
	return fromPage.safeParse(message).data;
}

/** Lets the page in `frame` go back, forward, or load anew. */
export function sendPage(frame: HTMLIFrameElement, origin: string, where: ToPage["where"]): void {
	frame.contentWindow?.postMessage({ kind: "slipway-go", where } satisfies ToPage, origin);
}

/** The path of what a person typed into the address bar: a path, or an address whose host is left out of it. */
export function typedPath(text: string): string {
	const trimmed = text.trim();
	const withoutHost = trimmed
		.replace(/^(https?:)?\/\/[^/?#]*/i, "")
		.replace(/^(localhost|127\.0\.0\.1|\[::1\])?(:\d+)?(?=[/?#]|$)/i, "");
	return withoutHost.startsWith("/") ? withoutHost : `/${withoutHost}`;
}
