/**
 * Position-independent code for i386 asks where it is by calling a thunk, a function that does nothing but read its own return address
 * (`mov (%esp),%reg; ret`). At a fixed address that is a constant, and `mov $constant,%reg` is five bytes, as the call is.
 */
import { Elf32, ET, SHF } from "./elf32.ts";

const CALL = 0xe8;
const MOV_CONSTANT = 0xb8;
const CALL_BYTES = 5;
/** Number of the register in instructions, by the byte that names it in `mov (%esp),%reg`. Not `esp`. */
const REGISTERS: Readonly<Record<number, number>> = { 4: 0, 12: 1, 20: 2, 28: 3, 44: 5, 52: 6, 60: 7 };

/**
 * Replaces the calls, in place. What is called is looked at, not its name: a call of these bytes does that and nothing else. Five
 * bytes inside other instructions could look like such a call by chance, in one of some thousand programs of this size: what is found in
 * new versions of the programs is to be compared with a disassembler's calls (decision 023).
 * @returns how many it replaced
 * @throws RangeError when the program is not for a fixed address
 */
export function withoutThunks(program: Uint8Array): number {
	const elf = new Elf32(program);
	if (elf.type !== ET.EXEC) throw new RangeError("the program is not for a fixed address");
	let replaced = 0;
	for (const section of elf.sections) if (section.flags & SHF.EXECINSTR) replaced += replaceIn(elf, section);
	return replaced;
}

function replaceIn(elf: Elf32, { offset, bytes, address }: Elf32["sections"][number]): number {
	const { bytes: program, view } = elf;
	const end = offset + bytes;
	let replaced = 0;
	for (let at = program.indexOf(CALL, offset); at >= 0 && at + CALL_BYTES <= end; at = program.indexOf(CALL, at + 1)) {
		const after = at + CALL_BYTES;
		const target = after + view.getInt32(at + 1, true);
		if (target < offset || target + 4 > end) continue;
		const register = thunkAt(program, target);
		if (register === undefined) continue;
		program[at] = MOV_CONSTANT + register;
		elf.setU32(at + 1, address + after - offset);
		replaced += 1;
	}
	return replaced;
}

/** The register that a thunk at this place in the file fills. */
function thunkAt(program: Uint8Array, at: number): number | undefined {
	if (program[at] !== 0x8b || program[at + 2] !== 0x24 || program[at + 3] !== 0xc3) return undefined;
	return REGISTERS[program[at + 1] ?? 0];
}
