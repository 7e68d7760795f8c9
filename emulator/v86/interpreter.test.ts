import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { withInterpreter } from "./interpreter.ts";
import { HEAT_OF_SAMPLE } from "./jit.ts";
import { constant, indexOf } from "./wasm-bytes.ts";

const published = async () => new Uint8Array(await readFile(createRequire(import.meta.url).resolve("v86/build/v86.wasm")));
const I32_ADD = 0x6a;
const NOP = 0x01;

describe("v86's program with our interpreter", () => {
	it("is valid, and exports what it did and its interpreter of one instruction", async () => {
		const before = await published();
		const names = (wasm: Uint8Array<ArrayBuffer>) =>
			WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name);
		expect(names(withInterpreter(before))).toEqual([...names(before), "run_instruction"]);
	});

	it("differs in one export and in one place of its code", async () => {
		const before = await published();
		const after = withInterpreter(before);
		const grown = after.length - before.length;
		const changed = [...before.keys()].filter((at) => before[at] !== after[at + grown] && at > before.length / 2);
		expect(grown).toBeLessThan(40);
		expect((changed.at(-1) ?? 0) - (changed[0] ?? 0)).toBeLessThan(340);
		expect(Buffer.compare(before, await published())).toBe(0);
	});

	it("counts a sample as so many instructions, from 0", async () => {
		const heat = [...constant(0), 0x21, 12, ...constant(HEAT_OF_SAMPLE), 0x21, 3, NOP];
		const sum = [0x20, 3, 0x20, 12, 0x6b, 0x21, 16];
		const added = [0x20, 16, I32_ADD, 0x22, 3];
		const after = withInterpreter(await published());
		const [at, summed] = [indexOf(after, heat, 0), indexOf(after, sum, 0)];
		expect(at).toBeGreaterThan(0);
		expect(summed).toBeGreaterThan(at);
		expect(indexOf(after, added, summed)).toBeGreaterThan(summed);
	});

	it("refuses a program that is another one, or that was changed already", async () => {
		expect(() => withInterpreter(new Uint8Array([0x41, 0, 0x41]))).toThrow(RangeError);
		const before = await published();
		expect(() => withInterpreter(withInterpreter(before))).toThrow(RangeError);
		expect(() => withInterpreter(new Uint8Array([...before, ...before]))).toThrow(RangeError);
		const moved = before.slice();
		// The table of pages lies elsewhere.
		for (
			let at = indexOf(moved, [0xe4, 0xba, 0x85, 0x82, 0], 0);
			at >= 0;
			at = indexOf(moved, [0xe4, 0xba, 0x85, 0x82, 0], at + 1)
		) {
			moved[at] = 0xe8;
		}
		expect(() => withInterpreter(moved)).toThrow(RangeError);
	});
});
