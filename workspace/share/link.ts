/**
 * A project as the fragment of a link, which no server ever sees: JSON, deflated, in the alphabet of addresses. The `1` is the version of
 * this form.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { LONGEST_LINK_CHARACTERS, MOST_CHARACTERS, type Project, parseProject } from "./project.ts";

const PREFIX = "#project=1.";
/** JSON takes up to six bytes for a character, and some for names. */
const MOST_BYTES = MOST_CHARACTERS * 6 + 100_000;

/** @throws Error, with a sentence for the person, when the project is too large for a link. */
export function toFragment(project: Project): string {
	const packed = deflateSync(strToU8(JSON.stringify(parseProject(project))), { level: 9 });
	const fragment = PREFIX + toBase64Url(packed);
	if (fragment.length > LONGEST_LINK_CHARACTERS) {
		const [length, most] = [fragment.length, LONGEST_LINK_CHARACTERS].map((count) => count.toLocaleString("en"));
		throw new Error(`These files make a link of ${length} characters; ${most} is the most that gets through everywhere.`);
	}
	return fragment;
}

/** The project in a link's fragment; null when it carries none. @throws Error, with a sentence for the person. */
export function fromFragment(fragment: string): Project | null {
	if (!fragment.startsWith("#project=")) return null;
	if (!fragment.startsWith(PREFIX)) throw new Error("This link was made by a newer Slipway, whose form this page does not know.");
	if (fragment.length > LONGEST_LINK_CHARACTERS) throw new Error("This link is longer than any that Slipway makes.");
	return parseProject(readJson(fragment.slice(PREFIX.length)));
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(strFromU8(inflateBounded(fromBase64Url(text))));
	} catch (cause) {
		if (cause instanceof TooLargeError) throw new Error("This link unpacks to more than Slipway takes.", { cause });
		throw new Error("This link is damaged: part of it may be missing. Ask for it once more.", { cause });
	}
}

class TooLargeError extends Error {}

/** A link of some kilobytes may unpack to gigabytes: it is stopped on the way. */
function inflateBounded(packed: Uint8Array): Uint8Array {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	let ended = false;
	const inflate = new Inflate((piece, final) => {
		bytes += piece.length;
		if (bytes > MOST_BYTES) throw new TooLargeError();
		pieces.push(piece);
		ended = final;
	});
	const STEP_BYTES = 1024;
	for (let from = 0; from < packed.length; from += STEP_BYTES) {
		inflate.push(packed.subarray(from, from + STEP_BYTES), from + STEP_BYTES >= packed.length);
	}
	if (!ended) throw new Error("it ends in the middle");
	const whole = new Uint8Array(bytes);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

function toBase64Url(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array {
	const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
