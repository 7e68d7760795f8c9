/** Frames of the agent wire as objects; see wire.ts for what they mean. Both ends use this: the link, and the fake's agent. */
import { CobsDecoder, encodeCobs } from "./cobs.ts";

const headerBytes = 6;

export interface Frame {
	readonly type: number;
	readonly channel: number;
	readonly stream: number;
	readonly payload: Uint8Array<ArrayBuffer>;
}

/** One frame ready for the line. */
export function encodeFrame(type: number, channel: number, stream: number, payload?: Uint8Array): Uint8Array<ArrayBuffer> {
	const packet = new Uint8Array(headerBytes + (payload?.length ?? 0));
	const header = new DataView(packet.buffer);
	header.setUint8(0, type);
	header.setUint8(1, channel);
	header.setUint32(2, stream, true);
	if (payload !== undefined) packet.set(payload, headerBytes);
	return encodeCobs(packet);
}

/** Finds frames in the bytes of the line; whatever is damaged or has more than `maxPayloadBytes` is left out. */
export class FrameDecoder {
	readonly #packets: CobsDecoder;

	constructor(maxPayloadBytes: number, onFrame: (frame: Frame) => void) {
		this.#packets = new CobsDecoder(headerBytes + maxPayloadBytes, (packet) => {
			if (packet.length < headerBytes) return;
			const header = new DataView(packet.buffer);
			onFrame({
				type: header.getUint8(0),
				channel: header.getUint8(1),
				stream: header.getUint32(2, true),
				payload: packet.subarray(headerBytes),
			});
		});
	}

	push(bytes: Uint8Array): void {
		this.#packets.push(bytes);
	}
}

export function encodeU32(value: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
}

/** 0 when the payload is too short to hold a number. */
export function decodeU32(payload: Uint8Array): number {
	if (payload.length < 4) return 0;
	return new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
}

export function encodeTerminalSize(columns: number, rows: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(4);
	const view = new DataView(bytes.buffer);
	view.setUint16(0, columns, true);
	view.setUint16(2, rows, true);
	return bytes;
}
