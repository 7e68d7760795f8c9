import { expect, test } from "vitest";
import { BLOCK_BYTES, decodePlaces, encodePlaces } from "../../bundle/block-order.ts";
import { orderByKind } from "./alike.ts";

const HEAD_BYTES = 100;
/** Code, text and empty pages in turn, as they lie in a guest's memory. */
const KINDS = [(at: number) => (at * 7 + (at >> 3)) % 256, (at: number) => 97 + ((at * 5) % 26), () => 0];
const BLOCKS = 90;

function memory(): Uint8Array {
	const state = new Uint8Array(HEAD_BYTES + BLOCKS * BLOCK_BYTES + 10);
	for (let block = 0; block < BLOCKS; block++) {
		for (let at = 0; at < BLOCK_BYTES; at++) {
			state[HEAD_BYTES + block * BLOCK_BYTES + at] = KINDS[block % KINDS.length]?.(at + block) ?? 0;
		}
	}
	return state;
}

test("Blocks of one kind lie together, each block once, those with most zeros last", () => {
	const { headBytes, places } = orderByKind(memory(), HEAD_BYTES);
	expect(headBytes).toBe(HEAD_BYTES);
	expect(decodePlaces(encodePlaces(places))).toEqual(places);
	const kinds = [...places].map((place) => place % KINDS.length);
	const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
	expect(changes).toBe(KINDS.length - 1);
	expect(kinds.at(-1)).toBe(2);
});

test("The same memory is always brought into the same order", () => {
	expect(orderByKind(memory(), HEAD_BYTES)).toEqual(orderByKind(memory(), HEAD_BYTES));
});
