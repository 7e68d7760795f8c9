import { describe, expect, it } from "vitest";
import { CobsDecoder, decodeCobs, encodeCobs } from "./cobs.ts";

function decodeAll(bytes: Uint8Array, maxPacketBytes = 1000): number[][] {
	const packets: number[][] = [];
	new CobsDecoder(maxPacketBytes, (packet) => packets.push([...packet])).push(bytes);
	return packets;
}

function counted(length: number): Uint8Array {
	return Uint8Array.from({ length }, (_, index) => index % 256);
}

describe("COBS", () => {
	it("encodes the examples of its paper", () => {
		expect([...encodeCobs(Uint8Array.of())]).toEqual([1, 0]);
		expect([...encodeCobs(Uint8Array.of(0))]).toEqual([1, 1, 0]);
		expect([...encodeCobs(Uint8Array.of(0x11, 0x22, 0, 0x33))]).toEqual([3, 0x11, 0x22, 2, 0x33, 0]);
		expect([...encodeCobs(Uint8Array.of(0x11, 0, 0, 0))]).toEqual([2, 0x11, 1, 1, 1, 0]);
	});

	it("gives back every packet around the length of a full run", () => {
		for (const length of [1, 2, 252, 253, 254, 255, 256, 507, 508, 509, 510, 762, 8198]) {
			for (const packet of [counted(length), new Uint8Array(length), new Uint8Array(length).fill(7)]) {
				const encoded = encodeCobs(packet);
				expect(encoded.indexOf(0)).toBe(encoded.length - 1);
				expect(decodeCobs(encoded.subarray(0, -1))).toEqual(packet);
			}
		}
	});

	it("reads the longer encoding some encoders make of a packet that ends with a full run", () => {
		const run = new Uint8Array(254).fill(9);
		expect(decodeCobs(Uint8Array.of(255, ...run, 1))).toEqual(run);
	});

	it("finds packets whatever pieces the bytes arrive in", () => {
		const packets = [counted(3), counted(300), Uint8Array.of(0, 0)];
		const line = Uint8Array.from(packets.flatMap((packet) => [...encodeCobs(packet)]));
		const found: number[][] = [];
		const decoder = new CobsDecoder(1000, (packet) => found.push([...packet]));
		for (const byte of line) decoder.push(Uint8Array.of(byte));
		expect(found).toEqual(packets.map((packet) => [...packet]));
	});

	it("loses only the broken packet when the line holds garbage before a zero", () => {
		const line = Uint8Array.of(200, 1, 2, 3, 0, ...encodeCobs(Uint8Array.of(5, 6)));
		expect(decodeAll(line)).toEqual([[5, 6]]);
	});

	it("skips a packet that is longer than allowed and keeps bounded memory meanwhile", () => {
		const found: number[][] = [];
		const decoder = new CobsDecoder(16, (packet) => found.push([...packet]));
		for (let piece = 0; piece < 1000; piece++) decoder.push(new Uint8Array(4096).fill(1));
		decoder.push(Uint8Array.of(0, ...encodeCobs(counted(16))));
		expect(found).toEqual([[...counted(16)]]);
	});
});
