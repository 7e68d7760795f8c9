/** The headers of a guest's answer, as the browser should get them from the service worker. */
import type { Header } from "#preview/protocol.ts";
import { allowScript } from "./content-policy.ts";

export interface ResponseFacts {
	readonly headers: Headers;
	/** The preview's own, such as `http://8080-abc.localhost:3001`. */
	readonly origin: string;
	/** The port that the preview shows. */
	readonly port: number;
	/** What our script in the page is known by to the page's own policy; undefined when none is put in. */
	readonly nonce: string | undefined;
	/** Whether the body was unpacked here. */
	readonly decoded: boolean;
}

/**
 * About the connection, which ended here; cookies are kept elsewhere (cookie-jar.ts). The last one keeps a page out of frames: to its
 * author the pane is a window, and no other page gets an answer of this service worker.
 */
const dropped = new Set([
	"origin-agent-cluster",
	"connection",
	"keep-alive",
	"transfer-encoding",
	"set-cookie",
	"x-frame-options",
]);
const policies = new Set(["content-security-policy", "content-security-policy-report-only"]);

export function responseHeaders({ headers, origin, port, nonce, decoded }: ResponseFacts): Header[] {
	const kept: Header[] = [];
	for (const [name, value] of headers) {
		if (dropped.has(name)) continue;
		if (decoded && name === "content-encoding") continue;
		if (name === "content-length" && (decoded || nonce !== undefined)) continue;
		if (policies.has(name)) kept.push([name, allowScript(value, nonce)]);
		else if (name === "location") kept.push([name, previewLocation(value, origin, port)]);
		else kept.push([name, value]);
	}
	// As in preview/server.mjs: a process of its own, away from the site's pages.
	kept.push(["origin-agent-cluster", "?1"]);
	return kept;
}

/**
 * Where a redirect leads, when it leads to the guest by one of the names that the guest may know itself by. A server that believes to be
 * at port 80 writes the host without port, or with its own.
 */
export function previewLocation(location: string, origin: string, port: number): string {
	if (!/^https?:/i.test(location) || !URL.canParse(location)) return location;
	const preview = new URL(origin);
	const target = new URL(location);
	const itself = target.hostname === preview.hostname;
	const asPublished = ["localhost", "127.0.0.1", "0.0.0.0"].includes(target.hostname) && Number(target.port || 80) === port;
	return itself || asPublished ? origin + target.pathname + target.search + target.hash : location;
}
