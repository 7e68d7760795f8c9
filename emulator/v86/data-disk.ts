/** The writable disk, in memory. Sparse: what was never written, or only with zeros, takes no room. */
import type { EmulatorDisk } from "./emulator.ts";

const SLAB_BYTES = 65536;

export class DataDisk implements EmulatorDisk {
	readonly byteLength: number;
	onload: (() => void) | undefined;
	#slabs = new Map<number, Uint8Array>();

	constructor(byteLength: number) {
		this.byteLength = byteLength;
	}

	load(): void {
		this.onload?.();
	}

	get(offset: number, length: number, done: (bytes: Uint8Array) => void): void {
		const bytes = new Uint8Array(length);
		for (const { slab, slabOffset, start, end } of pieces(offset, length)) {
			const content = this.#slabs.get(slab);
			if (content) bytes.set(content.subarray(slabOffset, slabOffset + end - start), start);
		}
		done(bytes);
	}

	get_and_cache(offset: number, length: number, done: (bytes: Uint8Array) => void): void {
		this.get(offset, length, done);
	}

	get_from_cache(offset: number, length: number): Uint8Array {
		let bytes = new Uint8Array(0);
		this.get(offset, length, (read) => {
			bytes = read as Uint8Array<ArrayBuffer>;
		});
		return bytes;
	}

	set(offset: number, bytes: Uint8Array, done: () => void): void {
		for (const { slab, slabOffset, start, end } of pieces(offset, bytes.byteLength)) {
			let content = this.#slabs.get(slab);
			if (!content) {
				if (isZero(bytes, start, end)) continue;
				content = new Uint8Array(SLAB_BYTES);
				this.#slabs.set(slab, content);
			}
			content.set(bytes.subarray(start, end), slabOffset);
		}
		done();
	}

	get_buffer(done: (buffer: undefined) => void): void {
		done(undefined);
	}

	get_state(): unknown[] {
		const indexes = [...this.#slabs.keys()].filter((index) => {
			const content = this.#slabs.get(index) as Uint8Array;
			return !isZero(content, 0, SLAB_BYTES);
		});
		const packed = new Uint8Array(indexes.length * SLAB_BYTES);
		indexes.forEach((index, position) => {
			packed.set(this.#slabs.get(index) as Uint8Array, position * SLAB_BYTES);
		});
		return [new Uint32Array(indexes), packed];
	}

	set_state(state: unknown[]): void {
		const [indexes, packed] = state as [Uint32Array, Uint8Array];
		this.#slabs = new Map();
		// Copies, not views: a view would keep the whole saved state in memory.
		indexes.forEach((index, position) => {
			this.#slabs.set(index, packed.slice(position * SLAB_BYTES, (position + 1) * SLAB_BYTES));
		});
	}
}

interface Piece {
	readonly slab: number;
	readonly slabOffset: number;
	/** Where the piece lies in the bytes read or written. */
	readonly start: number;
	readonly end: number;
}

function* pieces(offset: number, length: number): Generator<Piece> {
	for (let start = 0; start < length; ) {
		const slab = Math.floor((offset + start) / SLAB_BYTES);
		const slabOffset = (offset + start) % SLAB_BYTES;
		const end = Math.min(length, start + SLAB_BYTES - slabOffset);
		yield { slab, slabOffset, start, end };
		start = end;
	}
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
	for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
	return true;
}
