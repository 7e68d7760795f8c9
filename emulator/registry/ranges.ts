/** Byte ranges in headers. */
import type { ByteRange } from "./storage.ts";

/**
 * Of a `Range` header for content of this length. Undefined means all of it: no range, several, or none that can be understood, as
 * RFC 9110 wants it.
 */
export function parseRange(header: string | null, bytes: number): ByteRange | "unsatisfiable" | undefined {
	const [, first = "", last = ""] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? "") ?? [];
	if (first === "" && last === "") return undefined;
	if (first === "") {
		const length = Math.min(Number(last), bytes);
		return length === 0 ? "unsatisfiable" : { start: bytes - length, end: bytes };
	}
	const start = Number(first);
	if (start >= bytes || (last !== "" && Number(last) < start)) return "unsatisfiable";
	return { start, end: last === "" ? bytes : Math.min(Number(last) + 1, bytes) };
}

/** Of a chunk's `Content-Range`, which the specification writes without unit and total. */
export function parseChunkRange(header: string): ByteRange | undefined {
	const [, first, last] = /^([0-9]+)-([0-9]+)$/.exec(header) ?? [];
	const start = Number(first);
	const end = Number(last) + 1;
	return Number.isSafeInteger(start) && Number.isSafeInteger(end) && end > start ? { start, end } : undefined;
}

/** The specification's `0-<end>`. An empty upload has no last byte; clients read `0-0` as Docker's registry writes it. */
export function uploadedRange(bytes: number): string {
	return `0-${Math.max(0, bytes - 1)}`;
}
