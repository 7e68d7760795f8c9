/** Puts the preview's script into a guest's page, as the first thing that runs, while the page streams through. */
import { escaped } from "#preview/message-page.ts";
import { PAGE_SCRIPT_PATH, type ScriptCookie } from "#preview/protocol.ts";

export interface ScriptTag {
	/** The origin that the page reports to. */
	readonly site: string;
	readonly cookies: readonly ScriptCookie[];
	readonly nonce: string;
}

/** Short, as browsers look for the character set in the first kilobyte only. */
export function scriptTag({ site, cookies, nonce }: ScriptTag): string {
	const given = cookies.length > 0 ? ` data-cookies="${escaped(JSON.stringify(cookies))}"` : "";
	return `<script src="${PAGE_SCRIPT_PATH}" nonce="${nonce}" data-site="${site}"${given}></script>`;
}

/**
 * Inserts `tag` behind the document type and what may come before it: white space and comments. There browsers open the head by themselves,
 * and take attributes of a later `<html>` all the same. Everything else passes as it comes, in pieces of any size.
 */
export function insertTag(tag: string): TransformStream<Uint8Array, Uint8Array> {
	const encoded = new TextEncoder().encode(tag);
	let held = "";
	let done = false;

	function insertAt(at: number, controller: TransformStreamDefaultController<Uint8Array>): void {
		done = true;
		controller.enqueue(fromLatin1(held.slice(0, at)));
		controller.enqueue(encoded);
		controller.enqueue(fromLatin1(held.slice(at)));
		held = "";
	}

	return new TransformStream({
		transform(bytes, controller) {
			if (done) {
				controller.enqueue(bytes);
				return;
			}
			held += toLatin1(bytes);
			const at = startOfContent(held);
			if (at === "utf-16") {
				// Rare, and not to be extended by bytes: such a page goes without.
				done = true;
				controller.enqueue(fromLatin1(held));
			} else if (at !== undefined) insertAt(at, controller);
			else if (held.length > LONGEST_PROLOGUE) insertAt(held.length, controller);
		},
		flush(controller) {
			if (!done) insertAt(startOfContent(`${held}x`) === undefined ? 0 : held.length, controller);
		},
	});
}

/** Longer ones are taken for a page without document type and with an endless comment. */
const LONGEST_PROLOGUE = 64 * 1024;

/** Where the first content begins; undefined while it cannot be told. Bytes as characters: only ASCII matters here. */
function startOfContent(text: string): number | "utf-16" | undefined {
	if (/^(\xfe\xff|\xff\xfe)/.test(text)) return "utf-16";
	let at = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
	for (;;) {
		const rest = text.slice(at);
		if (rest === "" || (at === 0 && "\xef\xbb\xbf".startsWith(rest))) return undefined;
		const space = /^[\t\n\f\r ]+/.exec(rest);
		if (space) {
			at += space[0].length;
			continue;
		}
		if (rest.startsWith("<!--")) {
			const end = rest.indexOf("-->", 4);
			if (end < 0) return undefined;
			at += end + 3;
			continue;
		}
		if (/^<!doctype/i.test(rest)) {
			const end = rest.indexOf(">");
			return end < 0 ? undefined : at + end + 1;
		}
		// The beginning of one of the two, cut off.
		if ("<!--".startsWith(rest) || "<!doctype".startsWith(rest.toLowerCase())) return undefined;
		return at;
	}
}

function toLatin1(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return text;
}

function fromLatin1(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
