/** The parts of a 32-bit little-endian ELF program that are read and written here. Names are those of elf(5). */

export const PT = { LOAD: 1, DYNAMIC: 2, GNU_STACK: 0x6474e551 } as const;
export const ET = { EXEC: 2, DYN: 3 } as const;
export const SHT = { SYMTAB: 2, DYNSYM: 11 } as const;
export const SHF = { ALLOC: 2, EXECINSTR: 4 } as const;

const HEADER_BYTES = 52;
const EM_386 = 3;

export interface Segment {
	/** Where its header lies in the file. */
	readonly at: number;
	readonly type: number;
	readonly offset: number;
	readonly address: number;
	readonly fileBytes: number;
	readonly memoryBytes: number;
	readonly flags: number;
}

export interface Section {
	readonly at: number;
	readonly type: number;
	readonly flags: number;
	readonly address: number;
	readonly offset: number;
	readonly bytes: number;
}

export interface DynamicEntry {
	/** Where its value lies in the file. */
	readonly valueAt: number;
	readonly value: number;
}

/** A view on a whole program; numbers that are written change the bytes it was made from. */
export class Elf32 {
	readonly bytes: Uint8Array;
	readonly view: DataView;
	readonly segments: readonly Segment[];
	readonly sections: readonly Section[];
	/** By tag. */
	readonly dynamic: ReadonlyMap<number, DynamicEntry>;

	/** @throws RangeError when it is none, or is cut off */
	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
		this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const identity = [0x7f, 0x45, 0x4c, 0x46, 1, 1];
		if (bytes.byteLength < HEADER_BYTES || identity.some((byte, at) => bytes[at] !== byte) || this.u16(18) !== EM_386) {
			throw new RangeError("not an ELF program for i386");
		}
		this.segments = this.#table(this.u32(28), this.u16(42), this.u16(44)).map((at) => ({
			at,
			type: this.u32(at),
			offset: this.u32(at + 4),
			address: this.u32(at + 8),
			fileBytes: this.u32(at + 16),
			memoryBytes: this.u32(at + 20),
			flags: this.u32(at + 24),
		}));
		this.sections = this.#table(this.u32(32), this.u16(46), this.u16(48)).map((at) => ({
			at,
			type: this.u32(at + 4),
			flags: this.u32(at + 8),
			address: this.u32(at + 12),
			offset: this.u32(at + 16),
			bytes: this.u32(at + 20),
		}));
		this.dynamic = this.#dynamic();
	}

	get type(): number {
		return this.u16(16);
	}

	/** The address of its first instruction. */
	get entry(): number {
		return this.u32(24);
	}

	u16(at: number): number {
		return this.view.getUint16(at, true);
	}

	u32(at: number): number {
		return this.view.getUint32(at, true);
	}

	setU32(at: number, value: number): void {
		this.view.setUint32(at, value, true);
	}

	add(at: number, amount: number): void {
		this.setU32(at, this.u32(at) + amount);
	}

	/** Where in the file that lies which is at an address when the program runs. @throws RangeError when it is nowhere */
	offsetOf(address: number): number {
		for (const { type, address: start, fileBytes, offset } of this.segments) {
			if (type === PT.LOAD && address >= start && address < start + fileBytes) return offset + address - start;
		}
		throw new RangeError(`no part of the file is loaded at 0x${address.toString(16)}`);
	}

	#table(start: number, entryBytes: number, entries: number): number[] {
		return Array.from({ length: entries }, (_, index) => start + index * entryBytes);
	}

	#dynamic(): ReadonlyMap<number, DynamicEntry> {
		const entries = new Map<number, DynamicEntry>();
		const segment = this.segments.find(({ type }) => type === PT.DYNAMIC);
		for (let at = segment?.offset ?? 0; segment && at < segment.offset + segment.fileBytes; at += 8) {
			const tag = this.u32(at);
			if (tag === 0) break;
			entries.set(tag, { valueAt: at + 4, value: this.u32(at + 4) });
		}
		return entries;
	}
}
