/** Which of the specification's endpoints a path is. */
import { isDigest } from "./digest.ts";
import { RegistryError } from "./errors.ts";

export type Route =
	| { readonly kind: "base" }
	| { readonly kind: "catalog" }
	| { readonly kind: "tags"; readonly name: string }
	| { readonly kind: "manifest"; readonly name: string; readonly reference: Reference }
	| { readonly kind: "blob"; readonly name: string; readonly digest: string }
	| { readonly kind: "uploads"; readonly name: string }
	| { readonly kind: "upload"; readonly name: string; readonly id: string }
	| { readonly kind: "referrers"; readonly name: string; readonly digest: string };

/** `malformed` is neither a tag nor looks like a digest. */
export type Reference =
	| { readonly kind: "tag"; readonly tag: string }
	| { readonly kind: "digest"; readonly digest: string }
	| { readonly kind: "malformed"; readonly text: string };

/**
 * The specification has no limit; clients have one of 255 for host and name together, and so have file systems for what the name
 * becomes there.
 */
const MAX_NAME_LENGTH = 230;
const namePattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `pathname` as in a URL. Undefined when there is nothing at this path. @throws RegistryError for a malformed name or digest */
export function parseRoute(pathname: string): Route | undefined {
	const segments = pathname.split("/").slice(1).map(decode);
	if (segments.shift() !== "v2") return undefined;
	if (segments.length === 0 || (segments.length === 1 && segments[0] === "")) return { kind: "base" };
	if (segments.length === 1 && segments[0] === "_catalog") return { kind: "catalog" };

	const last = segments.at(-1) ?? "";
	const [third, second] = segments.slice(-3, -1).length === 2 ? segments.slice(-3, -1) : [undefined, segments.at(-2)];
	const before = (count: number): string => checkedName(segments.slice(0, -count).join("/"));
	// From the end: `blobs`, `uploads` and the like may be parts of a name as well.
	if (third === "blobs" && second === "uploads") {
		const name = before(3);
		if (last === "") return { kind: "uploads", name };
		if (!uuidPattern.test(last)) throw new RegistryError("BLOB_UPLOAD_UNKNOWN", "There is no such upload.");
		return { kind: "upload", name, id: last };
	}
	switch (second) {
		case "tags":
			return last === "list" ? { kind: "tags", name: before(2) } : undefined;
		case "manifests":
			return { kind: "manifest", name: before(2), reference: parseReference(last) };
		case "blobs": {
			const name = before(2);
			// Without its slash at the end.
			return last === "uploads" ? { kind: "uploads", name } : { kind: "blob", name, digest: checkedDigest(last) };
		}
		case "referrers":
			return { kind: "referrers", name: before(2), digest: checkedDigest(last) };
		default:
			return undefined;
	}
}

export function isName(text: string): boolean {
	return text.length <= MAX_NAME_LENGTH && namePattern.test(text);
}

export function isTag(text: string): boolean {
	return tagPattern.test(text);
}

/** @throws RegistryError `DIGEST_INVALID` */
export function checkedDigest(text: string): string {
	if (isDigest(text)) return text;
	throw new RegistryError("DIGEST_INVALID", "A digest is sha256: and 64, or sha512: and 128 hexadecimal digits.");
}

/** @throws RegistryError `NAME_INVALID` */
function checkedName(text: string): string {
	if (isName(text)) return text;
	throw new RegistryError(
		"NAME_INVALID",
		`A repository's name has up to ${MAX_NAME_LENGTH} lower-case letters and digits, with . _ - between them, in parts that / separates.`,
	);
}

function parseReference(text: string): Reference {
	if (text.includes(":")) return { kind: "digest", digest: checkedDigest(text) };
	return isTag(text) ? { kind: "tag", tag: text } : { kind: "malformed", text };
}

/** What cannot be decoded, or hides a slash, is left as it is: no pattern lets it pass then. */
function decode(segment: string): string {
	try {
		const decoded = decodeURIComponent(segment);
		return decoded.includes("/") ? segment : decoded;
	} catch {
		return segment;
	}
}
