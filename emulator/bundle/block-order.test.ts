import { describe, expect, it } from "vitest";
import { arrange, BLOCK_BYTES, type BlockOrder, decodePlaces, encodePlaces, putBack } from "./block-order.ts";

const order: BlockOrder = { headBytes: 700, places: Uint32Array.of(3, 1, 4, 0, 2) };
const state = Uint8Array.from({ length: 700 + 5 * BLOCK_BYTES + 123 }, (_, index) => (index * 31 + (index >> 8)) % 251);

function putBackInPieces(stored: Uint8Array, pieceBytes: number): Uint8Array {
	const back = new Uint8Array(stored.byteLength);
	for (let at = 0; at < stored.byteLength; at += pieceBytes) putBack(back, stored.subarray(at, at + pieceBytes), at, order);
	return back;
}

describe("the order of a stored state", () => {
	it("has the named block first, and both ends behind the blocks", () => {
		const stored = arrange(state, order);
		expect(stored.subarray(0, BLOCK_BYTES)).toEqual(state.subarray(700 + 3 * BLOCK_BYTES, 700 + 4 * BLOCK_BYTES));
		expect(stored.subarray(5 * BLOCK_BYTES, 5 * BLOCK_BYTES + 700)).toEqual(state.subarray(0, 700));
		expect(stored.subarray(5 * BLOCK_BYTES + 700)).toEqual(state.subarray(700 + 5 * BLOCK_BYTES));
	});

	it.each([1, 2, 3, 5, 6])("is undone in pieces of %i blocks", (blocks) => {
		expect(putBackInPieces(arrange(state, order), blocks * BLOCK_BYTES)).toEqual(state);
	});

	it("is written down and read again", () => {
		expect(decodePlaces(encodePlaces(order.places))).toEqual(order.places);
		expect(() => decodePlaces(encodePlaces(Uint32Array.of(0, 0)))).toThrow(RangeError);
		expect(() => decodePlaces(encodePlaces(Uint32Array.of(0, 2)))).toThrow(RangeError);
	});
});
