import { describe, expect, it } from "vitest";
import { Elf32, PT } from "../relink/elf32.ts";
import { preinitializedProgram } from "./image.ts";

const PAGE = 4096;
const DATA = 0x08050000;
const COLD = DATA + 2 * PAGE + 16;

/** A program of one segment of data: a page in the file, three in memory. */
function program(): Uint8Array {
	const bytes = new Uint8Array(2 * PAGE);
	const view = new DataView(bytes.buffer);
	bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
	view.setUint16(18, 3, true);
	view.setUint32(24, 0x08048123, true);
	view.setUint32(28, 52, true);
	view.setUint16(42, 32, true);
	view.setUint16(44, 1, true);
	for (const [index, word] of [PT.LOAD, PAGE, DATA, DATA, PAGE - 8, 3 * PAGE, 6, PAGE].entries()) {
		view.setUint32(52 + 4 * index, word, true);
	}
	bytes.fill(7, PAGE, 2 * PAGE - 8);
	return bytes;
}

/** What a process of it wrote: text, its data, and a heap of which the last page is empty. */
function memory(maps = text(), contents: readonly Uint8Array[] = parts()): Uint8Array {
	const head = new Uint8Array(8);
	new DataView(head.buffer).setUint32(0, 0x08048456, true);
	new DataView(head.buffer).setUint32(4, COLD, true);
	return Buffer.concat([head, new TextEncoder().encode(`${maps}\0`), ...contents]);
}

function text(): string {
	return [
		"08048000-08049000 r-xp 00000000 fe:00 1    /program",
		"08050000-08053000 rw-p 00001000 fe:00 1    /program",
		"0a000000-0a002000 rw-p 00000000 00:00 0 ",
		"0a002000-2a000000 ---p 00000000 00:00 0 ",
		"",
	].join("\n");
}

function parts(): Uint8Array[] {
	const heap = new Uint8Array(2 * PAGE);
	heap[5] = 9;
	return [new Uint8Array(PAGE).fill(1), new Uint8Array(3 * PAGE).fill(2), heap];
}

describe("A program made of an initialised process", () => {
	const made = new Elf32(preinitializedProgram(memory(), program()));
	const loaded = made.segments.filter(({ type }) => type === PT.LOAD);

	it("has the process's memory at its addresses, and begins where the process says", () => {
		expect(made.entry).toBe(0x08048456);
		expect(loaded.map(({ address, memoryBytes, flags }) => [address, memoryBytes, flags])).toEqual([
			[0x08048000, PAGE, 5],
			[DATA, 3 * PAGE, 6],
			[0x0a000000, 2 * PAGE, 6],
			[0x38000000, PAGE, 4],
		]);
		expect(loaded.every(({ offset, address }) => offset % PAGE === address % PAGE)).toBe(true);
		expect(made.bytes[made.offsetOf(0x0a000005)]).toBe(9);
		expect(made.segments.at(-1)?.type).toBe(PT.GNU_STACK);
	});

	it("does not hold the empty end of a mapping", () => {
		expect(loaded[2]?.fileBytes).toBe(PAGE);
	});

	it("has whole pages in a segment that cannot be written to, as loaders may not fill up the last one", () => {
		expect(loaded[3]?.fileBytes).toBe(PAGE);
	});

	it("knows how to begin from the beginning", () => {
		const at = made.offsetOf(COLD);
		const words = [0, 4, 8, 12, 16].map((more) => made.u32(at + more));
		expect(words).toEqual([0x38000000, DATA, PAGE - 8, 2 * PAGE + 8, 0x08048123]);
		expect(made.bytes[made.offsetOf(0x38000000)]).toBe(7);
	});

	it("is not made of something else", () => {
		const cut = memory().subarray(0, -1);
		expect(() => preinitializedProgram(cut, program())).toThrow(/cut off/);
		expect(() => preinitializedProgram(new Uint8Array(4), program())).toThrow(/cut off/);
		expect(() => preinitializedProgram(Buffer.concat([memory(), new Uint8Array(1)]), program())).toThrow(/more than/);
		expect(() => preinitializedProgram(memory("nonsense"), program())).toThrow(/not a line of/);
		expect(() => preinitializedProgram(memory(), new Uint8Array(100))).toThrow(/not an ELF/);
		const elsewhere = text().replace("08050000-08053000", "09050000-09053000");
		expect(() => preinitializedProgram(memory(elsewhere), program())).toThrow(/not that of the program/);
		const inTheWay = text().replace("0a000000-0a002000", "38000000-38002000");
		expect(() => preinitializedProgram(memory(inTheWay), program())).toThrow(/first data/);
	});
});
