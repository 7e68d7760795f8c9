/** Puts messages together from frames (RFC 6455, section 5.4), and says what else a frame asks for. */
import { type Frame, opcodes, ProtocolError } from "./frames.ts";

export type Received =
	| { readonly kind: "text"; readonly text: string; readonly sizeBytes: number }
	| { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly sizeBytes: number }
	| { readonly kind: "ping"; readonly payload: Uint8Array }
	| { readonly kind: "pong" }
	/** 1005: without a code. */
	| { readonly kind: "close"; readonly code: number; readonly reason: string };

export class MessageReader {
	readonly #longestBytes: number;
	#pieces: Uint8Array[] = [];
	#sizeBytes = 0;
	#opcode: number | undefined;

	constructor(longestBytes: number) {
		this.#longestBytes = longestBytes;
	}

	/** What the frame completes; undefined in the middle of a message. @throws ProtocolError */
	add({ final, opcode, payload }: Frame): Received | undefined {
		if (opcode === opcodes.close) return closeOf(payload);
		if (opcode === opcodes.ping) return { kind: "ping", payload };
		if (opcode === opcodes.pong) return { kind: "pong" };
		if (opcode > opcodes.binary) throw new ProtocolError(1002, `a frame is of the unknown kind ${opcode}`);
		if ((opcode === opcodes.continuation) !== (this.#opcode !== undefined)) {
			throw new ProtocolError(1002, "a message begins inside of another, or in its middle");
		}
		this.#opcode ??= opcode;
		this.#sizeBytes += payload.length;
		if (this.#sizeBytes > this.#longestBytes)
			throw new ProtocolError(1009, `a message has more than ${this.#longestBytes} bytes`);
		this.#pieces.push(payload);
		return final ? this.#take() : undefined;
	}

	#take(): Received {
		const sizeBytes = this.#sizeBytes;
		const bytes = new Uint8Array(sizeBytes);
		let at = 0;
		for (const piece of this.#pieces) {
			bytes.set(piece, at);
			at += piece.length;
		}
		const isText = this.#opcode === opcodes.text;
		this.#pieces = [];
		this.#sizeBytes = 0;
		this.#opcode = undefined;
		return isText ? { kind: "text", text: decoded(bytes), sizeBytes } : { kind: "bytes", bytes, sizeBytes };
	}
}

function closeOf(payload: Uint8Array): Received {
	if (payload.length === 0) return { kind: "close", code: 1005, reason: "" };
	if (payload.length === 1) throw new ProtocolError(1002, "a close frame has half a code");
	const code = ((payload[0] as number) << 8) | (payload[1] as number);
	const known = (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
	if (!known) throw new ProtocolError(1002, `${code} is no code to close with`);
	return { kind: "close", code, reason: decoded(payload.subarray(2)) };
}

function decoded(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw new ProtocolError(1007, "a text is not UTF-8");
	}
}

/** The payload of a close frame; without a code it has none. */
export function closePayload(code: number | undefined, reason: string): Uint8Array {
	if (code === undefined) return new Uint8Array();
	const text = new TextEncoder().encode(reason);
	const payload = new Uint8Array(2 + text.length);
	payload[0] = code >> 8;
	payload[1] = code & 0xff;
	payload.set(text, 2);
	return payload;
}
