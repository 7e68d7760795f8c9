/** The headers of a previewed page's request, as the guest should get them. */
import type { Header } from "#preview/protocol.ts";

/** Of the way between browser and server, or not for a page to say. */
const ours = new Set([
	"accept-encoding",
	"connection",
	"content-length",
	"cookie",
	"host",
	"origin",
	"referer",
	"transfer-encoding",
]);

export interface RequestFacts {
	readonly method: string;
	readonly headers: readonly Header[];
	/** URL, or empty. */
	readonly referrer: string;
	/** The preview's own, such as `http://8080-abc.localhost:3001`. */
	readonly origin: string;
	readonly cookies: string | undefined;
	readonly bodyBytes: number | null;
}

/** Adds what browsers add after a service worker has seen a request. */
export function requestHeaders({ method, headers, referrer, origin, cookies, bodyBytes }: RequestFacts): [string, string][] {
	const sent = headers.filter(([name]) => !ours.has(name.toLowerCase())).map(([name, value]): [string, string] => [name, value]);
	const has = (wanted: string) => sent.some(([name]) => name.toLowerCase() === wanted);
	// Pages make absolute links and judge where requests come from by it.
	sent.unshift(["Host", new URL(origin).host]);
	if (!has("user-agent")) sent.push(["User-Agent", navigator.userAgent]);
	if (!has("accept-language") && navigator.languages?.length) sent.push(["Accept-Language", navigator.languages.join(",")]);
	// The bytes stay in this computer; compressing them would only cost the guest's processor.
	sent.push(["Accept-Encoding", "identity"]);
	if (referrer.startsWith(`${origin}/`)) sent.push(["Referer", referrer]);
	if (method !== "GET" && method !== "HEAD") sent.push(["Origin", origin]);
	if (cookies !== undefined) sent.push(["Cookie", cookies]);
	if (bodyBytes !== null) sent.push(["Content-Length", String(bodyBytes)]);
	return sent;
}
