import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { withRarerTranslation } from "./jit.ts";

const published = async () => new Uint8Array(await readFile(createRequire(import.meta.url).resolve("v86/build/v86.wasm")));

function indexOf(bytes: Uint8Array, wanted: readonly number[], from = 0): number {
	for (let at = from; at <= bytes.length - wanted.length; at++) {
		if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}

describe("a rarer translation", () => {
	it("changes one place of the published program, which stays valid and as long as it was", async () => {
		const before = await published();
		const after = withRarerTranslation(before);
		const changed = [...after.keys()].filter((at) => after[at] !== before[at]);
		expect(after).toHaveLength(before.length);
		expect((changed.at(-1) ?? 0) - (changed[0] ?? 0)).toBeLessThan(1200);
		expect(WebAssembly.validate(after)).toBe(true);
		expect(Buffer.compare(before, await published())).toBe(0);
	});

	it("has the new threshold and no longer the old one", async () => {
		const isHot = (threshold: readonly number[]) => [0x20, 3, 0x41, ...threshold, 0x49];
		const after = withRarerTranslation(await published());
		expect(indexOf(after, isHot([0xc0, 0x84, 0x3d]))).toBeGreaterThan(0);
		expect(indexOf(after, isHot([0xc0, 0x9a, 0x0c]))).toBe(-1);
	});

	it("looks up only the stretch in which the count passes a multiple of 512", async () => {
		const sampled = [0x20, 3, 0x20, 12, 0x73, 0x41, 0x80, 0x04, 0x49, 0x72, 0x0d, 0];
		const heatOfSample = [0x41, 0x80, 0x04, 0x6a, 0x22, 3];
		const [before, after] = [await published(), withRarerTranslation(await published())];
		expect([indexOf(before, sampled), indexOf(before, heatOfSample)]).toEqual([-1, -1]);
		const at = indexOf(after, sampled);
		expect(at).toBeGreaterThan(0);
		expect(indexOf(after, heatOfSample, at)).toBeGreaterThan(at);
	});

	it("refuses a program that is another one, or that was changed already", async () => {
		expect(() => withRarerTranslation(new Uint8Array([0x41, 0, 0x41]))).toThrow(RangeError);
		const before = await published();
		expect(() => withRarerTranslation(withRarerTranslation(before))).toThrow(RangeError);
		expect(() => withRarerTranslation(new Uint8Array([...before, ...before]))).toThrow(RangeError);
	});
});
