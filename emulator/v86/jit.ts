/**
 * When v86 translates guest code, how much at once, and how it learns what is hot. Browsers compile every module twice, the second time with
 * an optimizing compiler in the background, which costs more than most guest code is worth: see
 * `docs/decisions/019-what-is-worth-translating.md`, and for the samples `docs/decisions/027-heat-by-samples.md`.
 */
import type { Cpu } from "./emulator.ts";

/** Instructions that were interpreted in a page of guest memory before it is translated. v86's own choice is 200,000. */
const HEAT = 1_000_000;
/**
 * v86 looks the page up in a hash table, and then the address in another one, after every few interpreted instructions, up to the next jump.
 * Here only what is interpreted when the count of instructions passes a multiple of this is looked up, for all since the last one. A power of two.
 */
const SAMPLE_EVERY = 512;
/** Pages of guest memory in one module. v86's own choice is 3, which translates the neighbours of a page again and again. */
const PAGES = 1;

/** `set_jit_config` takes the number of a setting. */
const MAX_PAGES_SETTING = 1;

export function limitModules(cpu: Cpu): void {
	cpu.set_jit_config(MAX_PAGES_SETTING, PAGES);
}

const I32_CONST = 0x41;
const NOP = 0x01;
const UNREACHABLE = 0x00;

/** What follows a stretch of interpreted instructions in `main_loop`: not looked up when translation is off (`br_if 0`). */
const IS_TRANSLATION_OFF = [0x41, 0x00, 0x2d, 0x00, 0x99, 0x80, 0x83, 0x80, 0x00];
const LEAVE_IF = [0x0d, 0x00];
/** or: (count after xor count before) < `SAMPLE_EVERY`, unsigned. Locals 3 and 12 hold the counts. */
const OR_NO_SAMPLE = [0x20, 3, 0x20, 12, 0x73, ...constant(SAMPLE_EVERY), 0x49, 0x72];
/** heat = heat + local 16, the instructions of the stretch; compared with the threshold. */
const HEAT_ADDED = [0x20, 16];
const IS_HOT = [0x6a, 0x22, 3, 0x36, 0x02, 0x00, 0x02, 0x40, 0x20, 3, ...constant(200_000), 0x49];
const IS_HOT_HERE = [...IS_HOT.slice(0, -4 - 1), ...constant(HEAT), 0x49];
/** The end of the lookup: a panic for an index out of bounds, which no index is. Its words make room for what is put in. */
const PANIC = [
	...[...constant(10_000), ...constant(10_000), 0x41, 0x90, 0xb8, 0x81, 0x80, 0x00],
	...[0x10, 0xc5, 0x80, 0x80, 0x80, 0x00, UNREACHABLE],
];

/**
 * v86's program with another threshold, reached by samples: it has no settings for either. The change is made inside one function, whose
 * length stays the same.
 * @throws RangeError when the program is not exactly as expected, as in another version of v86
 */
export function withRarerTranslation(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
	const condition = onlyIndexOf(wasm, [...IS_TRANSLATION_OFF, ...LEAVE_IF]) + IS_TRANSLATION_OFF.length;
	const heat = onlyIndexOf(wasm, [...HEAT_ADDED, ...IS_HOT]);
	const panic = indexOf(wasm, PANIC, heat);
	if (!(condition < heat && heat < panic)) throw unknownVersion();
	const parts = [
		wasm.subarray(0, condition),
		OR_NO_SAMPLE,
		wasm.subarray(condition, heat),
		constant(SAMPLE_EVERY),
		IS_HOT_HERE,
		wasm.subarray(heat + HEAT_ADDED.length + IS_HOT.length, panic),
	];
	const rest = wasm.subarray(panic + PANIC.length);
	const changed = new Uint8Array(wasm.length).fill(NOP);
	let at = 0;
	for (const part of parts) {
		changed.set(part, at);
		at += part.length;
	}
	changed[at] = UNREACHABLE;
	changed.set(rest, changed.length - rest.length);
	return changed;
}

/** The instruction that gives a number that is not negative: seven bits in a byte, the last of which has a sign. */
function constant(value: number): readonly number[] {
	const bytes = [I32_CONST];
	let left = value;
	for (; left >= 0x40; left >>= 7) bytes.push((left & 0x7f) | 0x80);
	return [...bytes, left];
}

function onlyIndexOf(bytes: Uint8Array, wanted: readonly number[]): number {
	const at = indexOf(bytes, wanted, 0);
	if (at < 0 || indexOf(bytes, wanted, at + 1) >= 0) throw unknownVersion();
	return at;
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
	const [first = 0] = wanted;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}

function unknownVersion(): RangeError {
	return new RangeError("This is not the v86 whose threshold we know.");
}
