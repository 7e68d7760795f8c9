/** What http-parser-js takes. */
import { Buffer } from "buffer/index.js";
import type { HTTPParser } from "http-parser-js";

type ParserInput = Parameters<InstanceType<typeof HTTPParser>["execute"]>[0];

/** The parser wants a Buffer for its `toString`; the npm package's is one in a browser too, though its type is not Node's. */
export function toParserInput(bytes: Uint8Array): ParserInput {
	return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength) as unknown as ParserInput;
}

export function toPairs(flat: readonly string[]): [name: string, value: string][] {
	const pairs: [string, string][] = [];
	for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] as string, flat[at + 1] as string]);
	return pairs;
}
