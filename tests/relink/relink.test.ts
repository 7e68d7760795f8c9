/** A position-independent program made one for a fixed address, and run. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Elf32, ET } from "#emulator/guest/relink/elf32.ts";
import { atFixedAddress, BASE } from "#emulator/guest/relink/fixed-address.ts";
import { withoutThunks } from "#emulator/guest/relink/thunks.ts";

const SOURCE = fileURLToPath(new URL("program.c", import.meta.url));
/** Without a library, so without anybody who would relocate it. */
const FLAGS = ["-m32", "-O1", "-fPIE", "-static-pie", "-nostdlib", "-ffreestanding", "-fno-stack-protector", "-Wl,-z,norelro"];

let folder: string;
let independent: Uint8Array;

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), "relink-"));
	const file = path.join(folder, "independent");
	execFileSync("gcc", [...FLAGS, "-o", file, SOURCE]);
	independent = new Uint8Array(readFileSync(file));
});
afterAll(() => rmSync(folder, { recursive: true }));

function exitCodeOf(program: Uint8Array): number | null {
	const file = path.join(folder, "program");
	writeFileSync(file, program, { mode: 0o755 });
	try {
		return spawnSync(file).status;
	} finally {
		rmSync(file);
	}
}

/** What `objdump` says of its instructions. */
function instructionsOf(program: Uint8Array): string {
	const file = path.join(folder, "program");
	writeFileSync(file, program);
	return execFileSync("objdump", ["--disassemble", "--no-show-raw-insn", file], { encoding: "utf8" });
}

describe("A program at a fixed address", () => {
	it("runs where the same program, not relocated by anybody, does not", () => {
		expect(exitCodeOf(independent)).not.toBe(42);
		const fixed = atFixedAddress(independent);
		expect(exitCodeOf(fixed)).toBe(42);
		expect(withoutThunks(fixed)).toBeGreaterThan(0);
		expect(exitCodeOf(fixed)).toBe(42);
	});

	it("has nothing left to relocate, and every address moved by the same distance", () => {
		const before = new Elf32(independent);
		const after = new Elf32(atFixedAddress(independent));
		expect([before.type, after.type]).toEqual([ET.DYN, ET.EXEC]);
		const bytesOfRelocations = 18;
		expect(before.dynamic.get(bytesOfRelocations)?.value).toBeGreaterThan(0);
		expect(after.dynamic.get(bytesOfRelocations)?.value).toBe(0);
		const moved = before.segments.filter(({ address }, index) => after.segments[index]?.address === address + BASE);
		// All but the one that only tells how the stack is to be.
		expect(moved).toHaveLength(before.segments.length - 1);
	});

	it("is made of a copy", () => {
		const was = independent.slice();
		atFixedAddress(independent);
		expect(independent).toEqual(was);
	});

	it("calls no thunk any more; a constant stands in each place, and no other instruction changed", () => {
		const fixed = atFixedAddress(independent);
		const before = instructionsOf(fixed).split("\n");
		const calls = before.filter((line) => /call .*get_pc_thunk/.test(line));
		const replaced = withoutThunks(fixed);
		expect(calls.length).toBeGreaterThan(0);
		expect(replaced).toBe(calls.length);
		const after = instructionsOf(fixed).split("\n");
		const changed = before.flatMap((line, index) => (line === after[index] ? [] : [[line, after[index] ?? ""] as const]));
		expect(changed.map(([line]) => line).filter((line) => line.includes("call"))).toEqual(calls);
		for (const [line, constant] of changed) {
			if (!line.includes("call")) continue;
			// The address after the call, in the thunk's register.
			const next = (Number.parseInt(line, 16) + 5).toString(16);
			const register = /get_pc_thunk\.(\w\w)/.exec(line)?.[1];
			expect(constant).toMatch(new RegExp(`mov +\\$0x${next},%e${register}$`));
		}
	});

	it("is not made of what is none, is one already, or is cut off", () => {
		expect(() => atFixedAddress(new TextEncoder().encode("#!/bin/sh\nexit 0\n"))).toThrow("not an ELF program for i386");
		expect(() => atFixedAddress(atFixedAddress(independent))).toThrow("not position-independent");
		expect(() => atFixedAddress(independent.slice(0, independent.length / 2))).toThrow(RangeError);
		expect(() => withoutThunks(independent.slice())).toThrow("not for a fixed address");
	});

	it("is not made of a program with a relocation that is not known", () => {
		const strange = independent.slice();
		const elf = new Elf32(strange);
		const table = elf.offsetOf(elf.dynamic.get(17)?.value ?? 0);
		elf.setU32(table + 4, 99);
		expect(() => atFixedAddress(strange)).toThrow("unknown relocation of type 99");
	});
});
