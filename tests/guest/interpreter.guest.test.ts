/** Our interpreter beside v86's: the same instructions, from the same states. */
import { beforeAll, describe, expect, it } from "vitest";
import { anyInstruction, anyState, below, every, name, POINTER, pointer, range, windows } from "../support/any-instruction.ts";
import { type CpuState, page, TwoInterpreters } from "../support/two-interpreters.ts";

const CODE = 0x3000;
const CASES_PER_OPCODE = 200;
/** `jmp` to what follows it: where a sample that is due is taken. */
const JUMP = [0xeb, 0x00];

describe("Our interpreter", () => {
	let two: TwoInterpreters;
	beforeAll(async () => {
		two = await TwoInterpreters.load(windows, (bytes) => {
			for (const index of bytes.keys()) bytes[index] = below(256);
		});
	});

	function compare(code: readonly number[], state: CpuState): "left" | "done" {
		const padded = [...code, ...JUMP, ...JUMP];
		const { left, sample, ...ours } = two.ours(padded, CODE, state, 1);
		const label = name(code);
		if (left) {
			expect({ label, ...ours }).toEqual({ label, eip: ours.eip, state: { ...state, xmm: [...state.xmm] }, written: new Map() });
			return "left";
		}
		const v86s = two.v86s(padded, CODE, state, two.count(1));
		// Where no jump went to, there was nothing to do but the jump behind it.
		expect([0, ours.eip]).toContain(sample);
		expect({ label, ...ours }).toEqual({ label, ...v86s });
		return "done";
	}

	/** Those that ours does, sometimes at least, each beside v86 in states and with operands at random. */
	function doneOf(opcodes: readonly (readonly number[])[], prefix: readonly number[] = []): string[] {
		const done = opcodes.filter((opcode) => {
			const outcomes = Array.from({ length: CASES_PER_OPCODE }, () => {
				const { code, state } = anyInstruction(prefix, opcode);
				return compare(code, state);
			});
			return outcomes.includes("done");
		});
		return done.map((opcode) => name(opcode.slice(-1)));
	}

	const PREFIXES = [0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3];
	const opcodes = every([]).filter(([byte = 0]) => byte !== 0x0f && !PREFIXES.includes(byte));

	it("does instructions of one byte as v86 does them, or leaves them before anything of them was done", () => {
		const arithmetic = range(0, 0x3f).filter((byte) => (byte & 7) < 6);
		const moves = [
			...range(0x84, 0x8b),
			0x8d,
			...range(0x90, 0x99),
			...range(0xa0, 0xa5),
			...range(0xa8, 0xab),
			...range(0xb0, 0xbf),
		];
		const others = [0x68, 0x69, 0x6a, 0x6b, 0x80, 0x81, 0x83, 0xc1, 0xc6, 0xc7, 0xc9, 0xd1, 0xd3, 0xf6, 0xf7, 0xfe, 0xff];
		const jumps = [...range(0x70, 0x7f), 0xc2, 0xc3, 0xe8, 0xe9, 0xeb];
		const expected = [...arithmetic, ...range(0x40, 0x5f), ...moves, ...others, ...jumps];
		expect(doneOf(opcodes).sort()).toEqual(expected.map((byte) => name([byte])).sort());
	});

	it("does those of two bytes too", () => {
		const bits = [0xa3, 0xa4, 0xa5, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb1, 0xb3, 0xb6, 0xb7, 0xba, 0xbc, 0xbd, 0xbe, 0xbf, 0xc1];
		const expected = [
			0x10,
			0x11,
			0x1f,
			0x28,
			0x29,
			...range(0x40, 0x4f),
			0x57,
			...range(0x80, 0x9f),
			...bits,
			...range(0xc8, 0xcf),
		];
		expect(doneOf(every([0x0f]))).toEqual(expected.map((byte) => name([byte])));
	});

	it("does the frequent ones of 16 bits and of 128", () => {
		expect(doneOf(every([0x66]).filter(([, byte = 0]) => byte !== 0x0f && !PREFIXES.includes(byte)))).toEqual(
			[0x39, 0x3b, 0x81, 0x83, 0x85, 0x89, 0x8b, 0x90, 0xc7].map((byte) => name([byte])),
		);
		expect(doneOf(every([0x0f]), [0x66])).toEqual([0x6f, 0x7f, 0xd6, 0xef].map((byte) => name([byte])));
		expect(doneOf(every([0x0f]), [0xf3])).toEqual([0x6f, 0x7e, 0x7f].map((byte) => name([byte])));
	});

	it.each([
		["FS", 0x64],
		["GS", 0x65],
		["CS", 0x2e],
		["SS", 0x36],
		["DS", 0x3e],
		["lock", 0xf0],
	])("does them after the prefix %s", (_, prefix) => {
		expect(doneOf([[0x8b], [0x89], [0x01], [0xa1], [0xff], [0x88]], [prefix])).toEqual(["8b", "89", "01", "a1", "ff", "88"]);
		expect(
			doneOf(
				[
					[0x0f, 0xb6],
					[0x0f, 0xb1],
					[0x0f, 0xab],
				],
				[prefix],
			),
		).toEqual(["b6", "b1", "ab"]);
	});

	it("leaves an instruction to v86 when its segment is null", () => {
		const { code, state } = { code: [0x64, 0x8b, 0x00], state: anyState(true) };
		expect(compare(code, state)).toBe("done");
		two.segmentIsNull = { segment: 4, isNull: true };
		expect(compare(code, state)).toBe("left");
		two.segmentIsNull = { segment: 4, isNull: false };
	});

	it("leaves instructions of 128 bits to v86 while their registers are another task's", () => {
		const state = anyState(true);
		for (const code of [
			[0x0f, 0x10, 0x00],
			[0x0f, 0x29, 0x00],
			[0x0f, 0x57, 0xc1],
			[0x66, 0x0f, 0x6f, 0x00],
			[0xf3, 0x0f, 0x7e, 0x00],
		]) {
			expect(compare(code, state)).toBe("done");
			two.cr0 = 9;
			expect(compare(code, state)).toBe("left");
			two.cr0 = 1;
		}
	});

	it.each([
		["is not known", 0, page.valid, "left", "left"],
		["may only be read", page.readonly, 0, "done", "left"],
		["is a device's", page.mapped, 0, "left", "left"],
		["has code that was translated", page.hasCode, 0, "done", "left"],
		["is the kernel's", page.noUser, 0, "done", "done"],
	])("leaves an access to v86 when the page %s", (_, set, cleared, read, write) => {
		const state = { ...anyState(true), registers: Array.from({ length: 8 }, pointer) };
		const before = two.setEntry(POINTER, (entry) => (entry | set) & ~cleared);
		const load = [0x8b, 0x00];
		const store = [0x89, 0x08];
		expect([compare(load, state), compare(store, state)]).toEqual([read, write]);
		two.setEntry(POINTER, () => before);
	});

	it("leaves an access of a program to the kernel's pages to v86", () => {
		const state = { ...anyState(true), registers: Array.from({ length: 8 }, pointer) };
		two.privilege = 3;
		expect(compare([0x8b, 0x00], state)).toBe("done");
		const before = two.setEntry(POINTER, (entry) => entry | page.noUser);
		expect(compare([0x8b, 0x00], state)).toBe("left");
		two.setEntry(POINTER, () => before);
		two.privilege = 0;
	});

	it("leaves an access that reaches into the next page to v86", () => {
		const state = { ...anyState(true), registers: Array.from({ length: 8 }, () => POINTER + 0xffd) };
		expect(compare([0x8b, 0x00], state)).toBe("left");
		expect(compare([0x8a, 0x00], state)).toBe("done");
		expect(compare([0x8b, 0x40, 0xff], state)).toBe("done");
	});

	it("leaves the end of a page to v86, where an instruction may reach into the next", () => {
		const state = anyState(false);
		expect(two.ours(JUMP, CODE + 0xff4, state, 1)).toMatchObject({ eip: CODE + 0xff6, left: false });
		expect(two.ours(JUMP, CODE + 0xff5, state, 1).left).toBe(true);
		// After a prefix as many bytes may follow as without one.
		expect(two.ours([0x3e, ...JUMP], CODE + 0xff3, state, 1)).toMatchObject({ eip: CODE + 0xff6, left: false });
		expect(two.ours([0x3e, ...JUMP], CODE + 0xff4, state, 1).left).toBe(true);
		// The longest, after which comes the last byte of the page.
		const longest = [0xc7, 0x84, 0x24, 0, 0, 0, 0, 1, 2, 3, 4];
		expect(two.ours([...longest, 0x90], CODE + 0xff4, state, 9)).toMatchObject({ eip: CODE + 0x1000, left: true });
		expect(two.count(9)).toBe(2);
	});

	it("ends where translated code can be entered, and goes past where it cannot", () => {
		const state = anyState(false);
		const code = [0x40, 0xeb, 0x01, 0x90, 0x41, ...JUMP];
		two.setTranslation(CODE + 4, true);
		expect(two.ours(code, CODE, state, 1)).toMatchObject({ eip: CODE + 4, sample: 0, left: false });
		expect(two.count(1)).toBe(2);
		// For a program; this is the kernel.
		two.privilege = 3;
		two.setTranslation(CODE + 4, true);
		two.privilege = 0;
		expect(two.ours(code, CODE, state, 3)).toMatchObject({ eip: CODE + 7, sample: CODE + 7 });
		two.setTranslation(CODE + 4, false);
		expect(two.ours(code, CODE, state, 3)).toMatchObject({ eip: CODE + 7, sample: CODE + 7 });
	});

	it("takes its sample where a jump goes to, once it is due", () => {
		const state = anyState(false);
		const code = [0x40, 0x40, 0x40, 0x40, ...JUMP, 0x40, ...JUMP];
		expect(two.ours(code, CODE, state, 2)).toMatchObject({ eip: CODE + 6, sample: CODE + 6 });
		expect(two.count(2)).toBe(5);
		expect(two.ours(code, CODE, state, 6)).toMatchObject({ eip: CODE + 9, sample: CODE + 9 });
		expect(two.count(6)).toBe(7);
	});
});
