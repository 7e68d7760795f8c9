/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1997): packets without zero bytes, so that a zero can end each of them. Costs
 * one byte in 254.
 */

const longestRun = 254;

/** `packet` as it goes over the line, with the ending zero. */
export function encodeCobs(packet: Uint8Array): Uint8Array<ArrayBuffer> {
	const encoded = new Uint8Array(packet.length + Math.ceil((packet.length + 1) / longestRun) + 1);
	let codeAt = 0;
	let writeAt = 1;
	for (let readAt = 0; readAt < packet.length; readAt++) {
		const byte = packet[readAt] as number;
		if (byte !== 0) encoded[writeAt++] = byte;
		const code = writeAt - codeAt;
		const full = code === longestRun + 1;
		if (byte === 0 || (full && readAt + 1 < packet.length)) {
			encoded[codeAt] = code;
			codeAt = writeAt++;
		}
	}
	encoded[codeAt] = writeAt - codeAt;
	return encoded.slice(0, writeAt + 1);
}

/** The packet in `encoded`, which has no ending zero; undefined when these bytes cannot be one. */
export function decodeCobs(encoded: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
	const packet = new Uint8Array(encoded.length);
	let writeAt = 0;
	let readAt = 0;
	while (readAt < encoded.length) {
		const code = encoded[readAt] as number;
		const end = readAt + code;
		if (code === 0 || end > encoded.length) return undefined;
		packet.set(encoded.subarray(readAt + 1, end), writeAt);
		writeAt += code - 1;
		readAt = end;
		// A full run stands for its bytes alone, and nothing follows the last one.
		if (code <= longestRun && readAt < encoded.length) writeAt++;
	}
	return packet.slice(0, writeAt);
}

/** Cuts a byte stream into packets. Holds at most `maxPacketBytes` of an unfinished one; a longer or damaged one is dropped. */
export class CobsDecoder {
	readonly #onPacket: (packet: Uint8Array<ArrayBuffer>) => void;
	readonly #pending: Uint8Array;
	#pendingBytes = 0;
	#overlong = false;

	constructor(maxPacketBytes: number, onPacket: (packet: Uint8Array<ArrayBuffer>) => void) {
		this.#onPacket = onPacket;
		this.#pending = new Uint8Array(maxPacketBytes + Math.ceil((maxPacketBytes + 1) / longestRun));
	}

	push(bytes: Uint8Array): void {
		let from = 0;
		while (from < bytes.length) {
			const zeroAt = bytes.indexOf(0, from);
			if (zeroAt === -1) {
				this.#keep(bytes.subarray(from));
				return;
			}
			this.#keep(bytes.subarray(from, zeroAt));
			from = zeroAt + 1;
			this.#finish();
		}
	}

	#keep(bytes: Uint8Array): void {
		if (this.#pendingBytes + bytes.length > this.#pending.length) this.#overlong = true;
		if (this.#overlong) return;
		this.#pending.set(bytes, this.#pendingBytes);
		this.#pendingBytes += bytes.length;
	}

	#finish(): void {
		const packet =
			this.#overlong || this.#pendingBytes === 0 ? undefined : decodeCobs(this.#pending.subarray(0, this.#pendingBytes));
		this.#pendingBytes = 0;
		this.#overlong = false;
		if (packet !== undefined) this.#onPacket(packet);
	}
}
