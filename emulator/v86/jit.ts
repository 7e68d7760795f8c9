/**
 * When v86 translates guest code, and how much at once. Browsers compile every module twice, the second time with an optimizing compiler
 * in the background, which costs more than most guest code is worth: see `docs/decisions/019-what-is-worth-translating.md`.
 */
import type { Cpu } from "./emulator.ts";

/** Instructions that were interpreted in a page of guest memory before it is translated. v86's own choice is 200,000. */
const HEAT = 1_000_000;
const PUBLISHED_HEAT = 200_000;
/** Pages of guest memory in one module. v86's own choice is 3, which translates the neighbours of a page again and again. */
const PAGES = 1;

const I32_CONST = 0x41;
/** `set_jit_config` takes the number of a setting. */
const MAX_PAGES_SETTING = 1;

export function limitModules(cpu: Cpu): void {
	cpu.set_jit_config(MAX_PAGES_SETTING, PAGES);
}

/**
 * v86's program with another threshold: a constant in it, as there is no setting for this one.
 * @throws RangeError when there is not exactly one such constant, as in another version of v86
 */
export function withRarerTranslation(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
	const published = constant(PUBLISHED_HEAT);
	const at = indexOf(wasm, published, 0);
	if (at < 0 || indexOf(wasm, published, at + 1) >= 0) throw new RangeError("This is not the v86 whose threshold we know.");
	const changed = wasm.slice();
	changed.set(constant(HEAT), at);
	return changed;
}

/** The instruction that gives a number between 2^13 and 2^20: WebAssembly writes these in three bytes, seven bits each. */
function constant(value: number): readonly number[] {
	return [I32_CONST, (value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, value >> 14];
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
	for (let at = bytes.indexOf(I32_CONST, from); at >= 0; at = bytes.indexOf(I32_CONST, at + 1)) {
		if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}
