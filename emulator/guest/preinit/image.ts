/** Makes a program of the memory that an initialised process wrote (`go/preinit_linux.go`). */
import { Elf32, ET, PT } from "../relink/elf32.ts";

const PAGE_BYTES = 4096;
const HEADER_BYTES = 52;
const SEGMENT_HEADER_BYTES = 32;
const EM_386 = 3;
/** elf(5): the bits of a segment's flags. */
const PF = { X: 1, W: 2, R: 4 } as const;
/** Where the writable data as it is in the program's file lies, for a start from the beginning: nothing else is near. */
const COLD_ADDRESS = 0x38000000;

interface Mapping {
	readonly address: number;
	readonly memoryBytes: number;
	readonly flags: number;
	/** As much as is not zero, in whole pages. */
	content: Uint8Array;
}

/**
 * @param memory what the process wrote: address of the entry, address of `preinitCold`, its lines of /proc/self/maps with a NUL, contents
 * @param program the program that the process ran
 * @returns an ELF program for i386 without sections
 * @throws RangeError when one of the two is not understood, or they do not belong together
 */
export function preinitializedProgram(memory: Uint8Array, program: Uint8Array): Uint8Array<ArrayBuffer> {
	const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
	if (memory.byteLength < 12) throw new RangeError("the memory of the process is cut off");
	const entry = view.getUint32(0, true);
	const mappings = readMappings(memory, 8);
	addColdStart(mappings, view.getUint32(4, true), program);
	return writeProgram(entry, mappings);
}

function readMappings(memory: Uint8Array, from: number): Mapping[] {
	const end = memory.indexOf(0, from);
	if (end < 0) throw new RangeError("the memory of the process is cut off");
	const mappings: Mapping[] = [];
	let at = end + 1;
	for (const line of new TextDecoder().decode(memory.subarray(from, end)).trim().split("\n")) {
		const [, start, stop, read, write, execute] = /^([0-9a-f]+)-([0-9a-f]+) ([r-])([w-])([x-])/.exec(line) ?? [];
		if (start === undefined || stop === undefined) throw new RangeError(`not a line of /proc/self/maps: ${line}`);
		if (read === "-") continue;
		const address = Number.parseInt(start, 16);
		const memoryBytes = Number.parseInt(stop, 16) - address;
		if (at + memoryBytes > memory.byteLength) throw new RangeError("the memory of the process is cut off");
		const flags = PF.R | (write === "w" ? PF.W : 0) | (execute === "x" ? PF.X : 0);
		mappings.push({ address, memoryBytes, flags, content: withoutZeroPages(memory.slice(at, at + memoryBytes)) });
		at += memoryBytes;
	}
	if (at !== memory.byteLength) throw new RangeError("there is more than the mappings hold");
	return mappings;
}

/** Without the pages of zeros at the end, which the kernel makes; but one stays, as kernels differ in what a segment without a file means. */
function withoutZeroPages(content: Uint8Array): Uint8Array {
	let end = content.byteLength;
	while (end > 1 && content[end - 1] === 0) end--;
	return content.subarray(0, Math.ceil(end / PAGE_BYTES) * PAGE_BYTES);
}

function addColdStart(mappings: Mapping[], coldAddress: number, program: Uint8Array): void {
	const elf = new Elf32(program);
	const [data, ...others] = elf.segments.filter(({ type, flags }) => type === PT.LOAD && (flags & PF.W) !== 0);
	if (data === undefined || others.length > 0) throw new RangeError("the program has not one segment of writable data");
	const home = mappings.find(({ address, memoryBytes }) => coldAddress >= address && coldAddress + 20 <= address + memoryBytes);
	if (home === undefined || coldAddress < data.address || coldAddress >= data.address + data.memoryBytes) {
		throw new RangeError("the memory is not that of the program");
	}
	if (
		mappings.some(({ address, memoryBytes }) => address < COLD_ADDRESS + data.fileBytes && address + memoryBytes > COLD_ADDRESS)
	) {
		throw new RangeError("the process has memory where its first data are to lie");
	}
	const at = coldAddress - home.address;
	const grown = new Uint8Array(Math.max(home.content.byteLength, Math.ceil((at + 20) / PAGE_BYTES) * PAGE_BYTES));
	grown.set(home.content);
	const words = [COLD_ADDRESS, data.address, data.fileBytes, data.memoryBytes - data.fileBytes, elf.entry];
	const view = new DataView(grown.buffer);
	for (const [index, word] of words.entries()) view.setUint32(at + 4 * index, word, true);
	home.content = grown;
	// Whole pages: QEMU's loader of programs writes zeros behind what is in the file, which cannot be done in a read-only one.
	const content = new Uint8Array(Math.ceil(data.fileBytes / PAGE_BYTES) * PAGE_BYTES);
	content.set(program.subarray(data.offset, data.offset + data.fileBytes));
	mappings.push({ address: COLD_ADDRESS, memoryBytes: content.byteLength, flags: PF.R, content });
}

function writeProgram(entry: number, mappings: readonly Mapping[]): Uint8Array<ArrayBuffer> {
	const sorted = [...mappings].sort((a, b) => a.address - b.address);
	const headers = sorted.length + 1;
	let end = Math.ceil((HEADER_BYTES + headers * SEGMENT_HEADER_BYTES) / PAGE_BYTES) * PAGE_BYTES;
	const offsets = sorted.map(({ content }) => {
		const offset = end;
		end += Math.ceil(content.byteLength / PAGE_BYTES) * PAGE_BYTES;
		return offset;
	});
	const bytes = new Uint8Array(end);
	const view = new DataView(bytes.buffer);
	bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
	view.setUint16(16, ET.EXEC, true);
	view.setUint16(18, EM_386, true);
	view.setUint32(20, 1, true);
	view.setUint32(24, entry, true);
	view.setUint32(28, HEADER_BYTES, true);
	view.setUint16(40, HEADER_BYTES, true);
	view.setUint16(42, SEGMENT_HEADER_BYTES, true);
	view.setUint16(44, headers, true);
	for (const [index, { address, memoryBytes, flags, content }] of sorted.entries()) {
		const offset = offsets[index] ?? 0;
		const words = [PT.LOAD, offset, address, address, content.byteLength, memoryBytes, flags, PAGE_BYTES];
		writeWords(view, HEADER_BYTES + index * SEGMENT_HEADER_BYTES, words);
		bytes.set(content, offset);
	}
	// Without it the kernel makes the stack, and with it all data, executable.
	writeWords(view, HEADER_BYTES + sorted.length * SEGMENT_HEADER_BYTES, [PT.GNU_STACK, 0, 0, 0, 0, 0, PF.R | PF.W, 16]);
	return bytes;
}

function writeWords(view: DataView, at: number, words: readonly number[]): void {
	for (const [index, word] of words.entries()) view.setUint32(at + 4 * index, word, true);
}
