/**
 * When v86 translates guest code, and how much at once. Browsers compile every module twice, the second time with an optimizing compiler in the
 * background, which costs more than most guest code is worth: see `docs/decisions/019-what-is-worth-translating.md` and, for the samples,
 * `docs/decisions/029-an-interpreter-of-our-own.md`.
 */
import type { Cpu } from "./emulator.ts";

/** Instructions that are interpreted in a page of guest memory before it is translated. */
const HEAT = 4_000_000;
/** What v86's program has for that. */
const HEAT_OF_V86 = 200_000;
/** Of how many interpreted instructions one is a sample: as `interpreter/interpret.c` has it. */
export const SAMPLE_EVERY = 2048;
/** How much a sample adds to the heat of its page. */
export const HEAT_OF_SAMPLE = Math.round((SAMPLE_EVERY * HEAT_OF_V86) / HEAT);

/** Pages of guest memory in one module. v86's own choice is 3, which translates the neighbours of a page again and again. */
const PAGES = 1;
/** `set_jit_config` takes the number of a setting. */
const MAX_PAGES_SETTING = 1;

export function limitModules(cpu: Cpu): void {
	cpu.set_jit_config(MAX_PAGES_SETTING, PAGES);
}
