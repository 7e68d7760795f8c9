/** The first frame of an agent, and its answer to `reset`. */
import { decodeFields, fieldValue } from "./fields.ts";

/** `nonce`: what it repeats of the reset, in hexadecimal; empty when the agent speaks first. */
export function readHello(payload: Uint8Array): { readonly version: string; readonly nonce: string } {
	const fields = decodeFields(payload);
	return { version: fieldValue(fields, "version") ?? "", nonce: fieldValue(fields, "nonce") ?? "" };
}

export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
