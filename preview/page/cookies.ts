/**
 * `document.cookie` of a previewed page. Browsers keep no cookies of answers that a service worker made, so the page with the machine
 * keeps them all, and this is the part that scripts may see.
 */
import { type Ask, COOKIE_CHANNEL, type ScriptCookie } from "../protocol.ts";

/** `initial` is a JSON list of `ScriptCookie`s. */
export function connectCookies(initial: string | undefined, ask: (question: Ask) => void): void {
	let cookies: ScriptCookie[] = JSON.parse(initial ?? "[]");
	const channel = new BroadcastChannel(COOKIE_CHANNEL);
	channel.onmessage = ({ data }: MessageEvent<ScriptCookie[]>) => {
		cookies = data;
	};
	Object.defineProperty(document, "cookie", {
		configurable: true,
		enumerable: true,
		get: () =>
			cookies
				.filter(({ path }) => pathIsIn(location.pathname, path))
				.map(({ name, value }) => (name === "" ? value : `${name}=${value}`))
				.join("; "),
		set(given: unknown) {
			const text = String(given);
			cookies = withCookie(cookies, text);
			ask({ kind: "cookie", path: location.pathname, text });
		},
	});
}

/** What a script sees right after its own change; the full rules are applied where the cookies are kept. */
function withCookie(cookies: readonly ScriptCookie[], text: string): ScriptCookie[] {
	const [pair = "", ...attributes] = text.split(";");
	const at = pair.indexOf("=");
	const name = pair.slice(0, Math.max(at, 0)).trim();
	const value = pair.slice(at + 1).trim();
	const given = new Map(
		attributes.map((attribute) => {
			const [key = "", ...rest] = attribute.split("=");
			return [key.trim().toLowerCase(), rest.join("=").trim()];
		}),
	);
	const asked = given.get("path") ?? "";
	const path = asked.startsWith("/") ? asked : defaultPath(location.pathname);
	const others = cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
	const maxAge = given.get("max-age");
	const expires = Date.parse(given.get("expires") ?? "");
	const over = maxAge === undefined ? expires <= Date.now() : Number(maxAge) <= 0;
	return over ? others : [...others, { name, value, path }];
}

function pathIsIn(path: string, folder: string): boolean {
	return path === folder || (path.startsWith(folder) && (folder.endsWith("/") || path[folder.length] === "/"));
}

function defaultPath(path: string): string {
	return path.slice(0, path.lastIndexOf("/")) || "/";
}
