/**
 * WebSocket frames (RFC 6455, section 5), as a client writes and reads them. No library of this kind runs without Node's streams; the
 * tests hold this one against a well-kept server.
 */

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
	readonly final: boolean;
	readonly opcode: number;
	readonly payload: Uint8Array;
}

/** The other side broke a rule; `code` is what the connection is closed with. */
export class ProtocolError extends Error {
	override readonly name = "ProtocolError";
	readonly code: 1002 | 1007 | 1009;

	constructor(code: 1002 | 1007 | 1009, message: string) {
		super(message);
		this.code = code;
	}
}

/** A whole message or control frame, masked as clients have to. */
export function encodeFrame(opcode: number, payload: Uint8Array): Uint8Array {
	const size = payload.length;
	const lengthBytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
	const headBytes = 2 + lengthBytes + 4;
	const frame = new Uint8Array(headBytes + size);
	const view = new DataView(frame.buffer);
	frame[0] = 0x80 | opcode;
	frame[1] = 0x80 | (lengthBytes === 0 ? size : lengthBytes === 2 ? 126 : 127);
	if (lengthBytes === 2) view.setUint16(2, size);
	if (lengthBytes === 8) view.setBigUint64(2, BigInt(size));
	const mask = crypto.getRandomValues(frame.subarray(headBytes - 4, headBytes));
	for (let at = 0; at < size; at += 1) frame[headBytes + at] = (payload[at] as number) ^ (mask[at & 3] as number);
	return frame;
}

/** Cuts received bytes into frames. */
export class FrameReader {
	readonly #longestBytes: number;
	#held: Uint8Array = new Uint8Array();

	/** Frames with more than `longestBytes` are refused before they are read. */
	constructor(longestBytes: number) {
		this.#longestBytes = longestBytes;
	}

	/** The frames that are complete with these bytes. @throws ProtocolError */
	*read(bytes: Uint8Array): Generator<Frame> {
		this.#held = this.#held.length === 0 ? bytes : joined(this.#held, bytes);
		for (let frame = this.#next(); frame !== undefined; frame = this.#next()) yield frame;
	}

	#next(): Frame | undefined {
		const held = this.#held;
		const [first, second] = held;
		if (first === undefined || second === undefined) return undefined;
		if ((first & 0x70) !== 0) throw new ProtocolError(1002, "a frame uses an extension that was not agreed on");
		if ((second & 0x80) !== 0) throw new ProtocolError(1002, "a frame of the server is masked");
		const opcode = first & 0x0f;
		const final = (first & 0x80) !== 0;
		const short = second & 0x7f;
		if (opcode >= opcodes.close && (short > 125 || !final))
			throw new ProtocolError(1002, "a control frame is too long or in pieces");
		const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
		if (held.length < headBytes) return undefined;
		const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
		const size = short < 126 ? short : short === 126 ? view.getUint16(2) : Number(view.getBigUint64(2));
		if (size > this.#longestBytes) throw new ProtocolError(1009, `a frame has ${size} bytes`);
		if (held.length < headBytes + size) return undefined;
		this.#held = held.subarray(headBytes + size);
		return { final, opcode, payload: held.slice(headBytes, headBytes + size) };
	}
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
	const both = new Uint8Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}
