/** Instructions and states of a CPU at random, for `TwoInterpreters`: what addresses are made of stays within `windows`. */
import { seededRandom } from "./seeded-random.ts";
import type { CpuState } from "./two-interpreters.ts";

/** Registers that addresses are made of are this and up to so much more; a scaled index and a base make up to nine times that. */
export const POINTER = 0x100000;
const POINTER_SPREAD = 0x400;
const MOST_POINTERS = 9;
/** A displacement is less; the segments of `TwoInterpreters` begin at up to 0x2468. */
const DISPLACEMENT = 0x400;
const SEGMENT_SPREAD = 0x2500;

const ALL = 0x8d5;
const CARRY = 1;
const SUBTRACTION = 0x80000000 | 0;
/** What instructions leave of the flags to be worked out later. */
const CHANGED = [0, ALL, ALL | SUBTRACTION, ALL & ~CARRY, (ALL & ~CARRY) | SUBTRACTION, ALL & ~0x811, ALL & ~0x801, ALL & ~0x41];

export const windows: [start: number, bytes: number][] = [];
for (let times = 1; times <= MOST_POINTERS; times++) {
	const bytes = times * POINTER_SPREAD + 2 * DISPLACEMENT + SEGMENT_SPREAD + 64;
	windows.push([times * POINTER - DISPLACEMENT, bytes]);
	// A bit whose number is in a register that holds an address.
	windows.push([times * POINTER + POINTER / 8 - DISPLACEMENT, bytes]);
}

const random = seededRandom(29);
export const below = (limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(values: readonly T[]): T => values[below(values.length)] as T;
export const pointer = (): number => POINTER + below(POINTER_SPREAD);
const value = (): number =>
	oneOf([0, 1, -1, 31, 0x7fffffff, 0x80000000 | 0, 0xff, 0x8000, below(2 ** 32) | 0, below(2 ** 32) | 0]);
const bytesOf = (number: number): number[] => [0, 8, 16, 24].map((shift) => (number >>> shift) & 0xff);

export function anyState(addresses: boolean): CpuState {
	const lastOpSize = oneOf([7, 15, 31]);
	const mask = lastOpSize === 31 ? -1 : (2 << lastOpSize) - 1;
	const registers = Array.from({ length: 8 }, () => (addresses ? pointer() : value()));
	// The stack, its frame, and strings.
	for (const index of [4, 5, 6, 7]) if (index === 4 || random() < 0.5) registers[index] = pointer();
	return {
		registers,
		lastOpSize,
		flagsChanged: oneOf(CHANGED),
		lastOp1: value() & mask,
		lastResult: value() & mask,
		flags: (below(0x1000) & ALL) | 0x202 | (random() < 0.05 ? 0x400 : 0),
		xmm: Array.from({ length: 128 }, () => below(256)),
	};
}

/** A ModRM byte, with what belongs to it. */
function anyOperand(memory: boolean): number[] {
	if (!memory) return [0xc0 | below(64)];
	const mod = below(3);
	const rm = below(8);
	const modrm = (mod << 6) | (below(8) << 3) | rm;
	const sib = below(256);
	const absolute = mod === 0 && (rm === 5 || (rm === 4 && (sib & 7) === 5));
	const displacement = absolute
		? // An index adds to it.
			bytesOf(rm === 4 ? below(DISPLACEMENT) + (((sib >> 3) & 7) === 4 ? POINTER : 0) : pointer())
		: mod === 1
			? [below(256)]
			: mod === 2
				? bytesOf(below(2 * DISPLACEMENT) - DISPLACEMENT)
				: [];
	return [modrm, ...(rm === 4 ? [sib] : []), ...displacement];
}

export const every = (prefix: readonly number[]): number[][] => Array.from({ length: 256 }, (_, byte) => [...prefix, byte]);
export const range = (first: number, last: number): number[] =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index);
export const name = (code: readonly number[]): string => code.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** How instructions are written. Of those that ours leaves to v86 it does not matter. */
const WITHOUT_OPERAND = new Set([
	...range(0, 0x3f).filter((byte) => (byte & 7) > 3),
	...[...range(0x40, 0x68), 0x6a, ...range(0x70, 0x7f), ...range(0x90, 0xbf), 0xc2, 0xc3, 0xc9, 0xe8, 0xe9, 0xeb],
]);
const WITHOUT_OPERAND_0F = new Set([...range(0x80, 0x8f), ...range(0xc8, 0xcf)]);
const NUMBER_OF_ONE_BYTE = new Set([
	...range(0, 0x3f).filter((byte) => (byte & 7) === 4),
	...[0x6a, 0x6b, ...range(0x70, 0x7f), 0x80, 0x83, 0xa8, ...range(0xb0, 0xb7), 0xc0, 0xc1, 0xc6, 0xeb],
]);
const NUMBER_OF_FOUR_BYTES = new Set([
	...range(0, 0x3f).filter((byte) => (byte & 7) === 5),
	...[0x68, 0x69, 0x81, ...range(0xa0, 0xa3), 0xa9, ...range(0xb8, 0xbf), 0xc7, 0xe8, 0xe9],
]);
const ABSOLUTE = new Set(range(0xa0, 0xa3));

function bytesOfNumber(opcode: readonly number[], operation: number): number {
	const [first = 0, second = 0] = opcode;
	if (first === 0x0f) return second >= 0x80 && second < 0x90 ? 4 : [0xa4, 0xac, 0xba].includes(second) ? 1 : 0;
	if (first === 0xf3) return 0;
	if (first === 0x66) return second === 0x83 ? 1 : [0x81, 0xc7].includes(second) ? 2 : 0;
	if (first === 0xc2) return 2;
	if (first === 0xf6 || first === 0xf7) return operation < 2 ? (first === 0xf6 ? 1 : 4) : 0;
	return NUMBER_OF_ONE_BYTE.has(first) ? 1 : NUMBER_OF_FOUR_BYTES.has(first) ? 4 : 0;
}

function hasOperand([first = 0, second = 0]: readonly number[]): boolean {
	if (first === 0x0f) return !WITHOUT_OPERAND_0F.has(second);
	return first === 0x66 ? second !== 0x90 : !WITHOUT_OPERAND.has(first);
}

export function anyInstruction(prefix: readonly number[], opcode: readonly number[]): { code: number[]; state: CpuState } {
	const memory = random() < 0.6;
	const operand = hasOperand(opcode) ? anyOperand(memory) : [];
	const number = bytesOf(ABSOLUTE.has(opcode[0] ?? 0) ? pointer() : value());
	const code = [...prefix, ...opcode, ...operand, ...number.slice(0, bytesOfNumber(opcode, ((operand[0] ?? 0) >> 3) & 7))];
	return { code, state: anyState(memory && operand.length > 0) };
}
