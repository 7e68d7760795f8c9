/**
 * A position-independent program made one for a fixed address: what the dynamic linker would do at each start is done once. The
 * linker writes to every page that holds a pointer; of dockerd that is 25 MB that the kernel then has to copy and keep.
 */
import { Elf32, ET, PT, SHF, SHT } from "./elf32.ts";

/** Where programs for i386 have always been loaded. */
export const BASE = 0x08048000;

const DT = {
	PLTRELSZ: 2,
	PLTGOT: 3,
	SYMTAB: 6,
	REL: 17,
	RELSZ: 18,
	JMPREL: 23,
	FLAGS_1: 0x6ffffffb,
	RELCOUNT: 0x6ffffffa,
} as const;
/** Of the file itself, from the table in elf.h: PLTGOT, HASH, STRTAB, SYMTAB, INIT, FINI, REL, JMPREL, the arrays, versions. */
const ADDRESSES = [3, 4, 5, 6, 12, 13, 17, 23, 25, 26, 32, 0x6ffffef5, 0x6ffffff0, 0x6ffffffc, 0x6ffffffe];
/** NEEDED, PLTRELSZ, STRSZ, SYMENT, RELSZ, RELENT, SONAME, PLTREL, DEBUG, BIND_NOW, array sizes, FLAGS, counts. */
const OTHERS = [1, 2, 10, 11, 14, 18, 19, 20, 21, 24, 27, 28, 30, 33, 0x6ffffffa, 0x6ffffffb, 0x6ffffffd, 0x6fffffff];
const DF_1_PIE = 0x08000000;

const R_386 = { GLOB_DAT: 6, JMP_SLOT: 7, RELATIVE: 8 } as const;
const RELOCATION_BYTES = 8;
const SYMBOL_BYTES = 16;
const STT_TLS = 6;
/** Section indexes from here on are no sections: absolute values, for one. */
const SHN_LORESERVE = 0xff00;

/**
 * A copy of `program` for the address `BASE`. Its instructions are the same.
 * @throws RangeError when it is not position-independent, or has something that is not known here
 */
export function atFixedAddress(program: Uint8Array): Uint8Array {
	// Not `slice`: that of a Buffer, which is what files are read into, copies nothing.
	const elf = new Elf32(new Uint8Array(program));
	if (elf.type !== ET.DYN) throw new RangeError("the program is not position-independent");
	for (const tag of elf.dynamic.keys()) {
		if (!ADDRESSES.includes(tag) && !OTHERS.includes(tag)) throw new RangeError(`unknown dynamic tag 0x${tag.toString(16)}`);
	}
	// Everything is found by the old addresses, so these change last.
	relocate(elf);
	moveSlots(elf);
	moveSymbols(elf);
	moveDynamic(elf);
	for (const { at, flags } of elf.sections) if (flags & SHF.ALLOC) elf.add(at + 12, BASE);
	for (const { at, type } of elf.segments) {
		if (type === PT.GNU_STACK) continue;
		elf.add(at + 8, BASE);
		elf.add(at + 12, BASE);
	}
	elf.view.setUint16(16, ET.EXEC, true);
	elf.add(24, BASE);
	return elf.bytes;
}

function value(elf: Elf32, tag: number): number {
	return elf.dynamic.get(tag)?.value ?? 0;
}

/** Does the relocations that need nothing but the base, and leaves a table of the others. */
function relocate(elf: Elf32): void {
	const bytes = value(elf, DT.RELSZ);
	if (bytes === 0) return;
	const table = elf.offsetOf(value(elf, DT.REL));
	let kept = table;
	for (let at = table; at < table + bytes; at += RELOCATION_BYTES) {
		const address = elf.u32(at);
		const info = elf.u32(at + 4);
		const type = info & 0xff;
		if (type === R_386.RELATIVE) {
			elf.add(elf.offsetOf(address), BASE);
			continue;
		}
		if (type !== R_386.GLOB_DAT) throw new RangeError(`unknown relocation of type ${type}`);
		elf.setU32(kept, address + BASE);
		elf.setU32(kept + 4, info);
		kept += RELOCATION_BYTES;
	}
	elf.bytes.fill(0, kept, table + bytes);
	setValue(elf, DT.RELSZ, kept - table);
	setValue(elf, DT.RELCOUNT, 0);
}

/** Slots for functions of libraries: until they are first called, they hold an address of the program's own. */
function moveSlots(elf: Elf32): void {
	const bytes = value(elf, DT.PLTRELSZ);
	if (bytes > 0) {
		const table = elf.offsetOf(value(elf, DT.JMPREL));
		for (let at = table; at < table + bytes; at += RELOCATION_BYTES) {
			const type = elf.u32(at + 4) & 0xff;
			if (type !== R_386.JMP_SLOT) throw new RangeError(`unknown relocation of a slot, type ${type}`);
			elf.add(elf.offsetOf(elf.u32(at)), BASE);
			elf.add(at, BASE);
		}
	}
	// The table of slots begins with the address of the dynamic section.
	if (elf.dynamic.has(DT.PLTGOT)) elf.add(elf.offsetOf(value(elf, DT.PLTGOT)), BASE);
}

function moveSymbols(elf: Elf32): void {
	const tables = elf.sections.filter(({ type }) => type === SHT.DYNSYM || type === SHT.SYMTAB);
	if (!tables.some(({ type }) => type === SHT.DYNSYM)) throw new RangeError("the program has no section of dynamic symbols");
	for (const { offset, bytes } of tables) {
		for (let at = offset; at < offset + bytes; at += SYMBOL_BYTES) {
			const type = elf.view.getUint8(at + 12) & 0xf;
			const index = elf.u16(at + 14);
			if (index !== 0 && index < SHN_LORESERVE && type !== STT_TLS) elf.add(at + 4, BASE);
		}
	}
}

function moveDynamic(elf: Elf32): void {
	for (const tag of ADDRESSES) if (elf.dynamic.has(tag)) elf.add(elf.dynamic.get(tag)?.valueAt ?? 0, BASE);
	setValue(elf, DT.FLAGS_1, value(elf, DT.FLAGS_1) & ~DF_1_PIE);
}

function setValue(elf: Elf32, tag: number, changed: number): void {
	const entry = elf.dynamic.get(tag);
	if (entry) elf.setU32(entry.valueAt, changed);
}
