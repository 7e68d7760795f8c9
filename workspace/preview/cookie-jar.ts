/**
 * The cookies of one preview. Browsers neither keep cookies of answers that a service worker made nor show it those that they have, so
 * they are kept here. A jar belongs to one port of one machine; what is left of a cookie's rules is its path, its end and `HttpOnly`.
 */
import { parseSetCookie } from "set-cookie-parser";
import type { ScriptCookie } from "#preview/protocol.ts";

/** As browsers: more make them forget the oldest, and longer ones are not taken. */
const MOST_COOKIES = 180;
const LONGEST_COOKIE = 4096;

interface Cookie extends ScriptCookie {
	readonly httpOnly: boolean;
	/** `Date.now` from which it does not exist any more. */
	readonly endsMs: number;
}

export class CookieJar {
	readonly #host: string;
	readonly #nowMs: () => number;
	/** By name and path, oldest first. */
	readonly #cookies = new Map<string, Cookie>();

	/** `host` is the preview's own, without port. */
	constructor(host: string, nowMs: () => number = Date.now) {
		this.#host = host;
		this.#nowMs = nowMs;
	}

	/** The value of a `Cookie` header for a request to `path`, which may have a query; undefined without cookies. */
	header(path: string): string | undefined {
		const folder = withoutQuery(path);
		// Of the same name, the one for the longer path comes first.
		const sent = this.#alive().filter((cookie) => isIn(folder, cookie.path));
		sent.sort((a, b) => b.path.length - a.path.length);
		return sent.length === 0 ? undefined : sent.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; ");
	}

	/** Takes a `Set-Cookie` header, or a script's assignment to `document.cookie`. @returns whether scripts see a change */
	set(text: string, path: string, by: "answer" | "script"): boolean {
		if (text.length > LONGEST_COOKIE) return false;
		const [parsed] = parseSetCookie([text], { decodeValues: false, silent: true });
		if (!parsed) return false;
		const { name, value, maxAge, expires, domain, path: asked = "", httpOnly = false } = parsed;
		if (domain !== undefined && !isBelow(this.#host, domain.replace(/^\./, "").toLowerCase())) return false;
		const cookie: Cookie = {
			name,
			value,
			path: asked.startsWith("/") ? asked : defaultPath(withoutQuery(path)),
			httpOnly,
			endsMs: maxAge !== undefined ? this.#nowMs() + maxAge * 1000 : (expires?.getTime() ?? Number.POSITIVE_INFINITY),
		};
		const key = `${cookie.path} ${name}`;
		const before = this.#cookies.get(key);
		if (by === "script" && (httpOnly || before?.httpOnly)) return false;
		if (cookie.endsMs > this.#nowMs()) this.#cookies.set(key, cookie);
		else this.#cookies.delete(key);
		const [oldest] = this.#cookies.keys();
		if (this.#cookies.size > MOST_COOKIES && oldest !== undefined) this.#cookies.delete(oldest);
		return !httpOnly || before?.httpOnly === false;
	}

	/** Those that scripts may see. */
	forScripts(): ScriptCookie[] {
		return this.#alive()
			.filter(({ httpOnly }) => !httpOnly)
			.map(({ name, value, path }) => ({ name, value, path }));
	}

	#alive(): Cookie[] {
		for (const [key, { endsMs }] of this.#cookies) if (endsMs <= this.#nowMs()) this.#cookies.delete(key);
		return [...this.#cookies.values()];
	}
}

function withoutQuery(path: string): string {
	return path.replace(/\?.*/s, "");
}

function isIn(path: string, folder: string): boolean {
	return path === folder || (path.startsWith(folder) && (folder.endsWith("/") || path[folder.length] === "/"));
}

function defaultPath(path: string): string {
	return path.slice(0, path.lastIndexOf("/")) || "/";
}

function isBelow(host: string, domain: string): boolean {
	return host === domain || host.endsWith(`.${domain}`);
}
