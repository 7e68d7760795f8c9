import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { withRarerTranslation } from "./jit.ts";

const published = async () => new Uint8Array(await readFile(createRequire(import.meta.url).resolve("v86/build/v86.wasm")));

describe("a rarer translation", () => {
	it("changes one constant of the published program, which stays valid", async () => {
		const before = await published();
		const after = withRarerTranslation(before);
		const changed = [...after.keys()].filter((at) => after[at] !== before[at]);
		expect(changed).toHaveLength(2);
		expect(changed[1]).toBe((changed[0] ?? 0) + 1);
		expect(WebAssembly.validate(after)).toBe(true);
		expect(before).toEqual(await published());
	});

	it("refuses a program that has no such constant, or more than one", async () => {
		expect(() => withRarerTranslation(new Uint8Array([0x41, 0, 0x41]))).toThrow(RangeError);
		const twice = new Uint8Array([0x41, 0xc0, 0x9a, 0x0c, 0x41, 0xc0, 0x9a, 0x0c]);
		expect(() => withRarerTranslation(twice)).toThrow(RangeError);
	});
});
