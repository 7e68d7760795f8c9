/** The read-only root disk: chunks of the bundle, fetched when the guest reads them and kept for a while. */
import { delay } from "../bundle/delay.ts";
import type { Manifest, Part } from "../bundle/manifest.ts";
import type { PartStore } from "../bundle/part-store.ts";
import { MachineError } from "../errors.ts";
import type { EmulatorDisk } from "./emulator.ts";

/** The guest caches what it reads in its own memory; this only spares decompressing neighbours again. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** After the part store has given up for the time being. */
const ASK_AGAIN_MS = 3000;

export interface RootDiskEvents {
	/** A chunk is damaged for good: the read that wanted it never ends. */
	onError(error: unknown): void;
	/** Whether any read waits for a site that cannot be reached. */
	onWaiting(waiting: boolean): void;
}

export class RootDisk implements EmulatorDisk {
	readonly byteLength: number;
	onload: (() => void) | undefined;
	/** Numbers of the chunks read so far, in order of first use. */
	readonly touched = new Set<number>();
	readonly #layout: Manifest["root"];
	readonly #store: PartStore;
	readonly #events: RootDiskEvents;
	readonly #ended: AbortSignal;
	#waitingReads = 0;
	readonly #kept = new Map<number, Uint8Array>();
	readonly #loading = new Map<number, Promise<Uint8Array>>();
	readonly #reads = new Set<Promise<void>>();

	/** `ended` gives up what is still being asked for. */
	constructor(layout: Manifest["root"], store: PartStore, events: RootDiskEvents, ended: AbortSignal) {
		this.#layout = layout;
		this.#store = store;
		this.#events = events;
		this.#ended = ended;
		this.byteLength = layout.diskBytes;
	}

	load(): void {
		this.onload?.();
	}

	get(offset: number, length: number, done: (bytes: Uint8Array) => void): void {
		const { chunkBytes } = this.#layout;
		const first = Math.floor(offset / chunkBytes);
		const last = Math.floor((offset + length - 1) / chunkBytes);
		const chunks: (Uint8Array | Promise<Uint8Array>)[] = [];
		for (let index = first; index <= last; index++) chunks.push(this.#chunk(index));
		const answer = (ready: readonly Uint8Array[]): void => {
			done(copyRange(ready, first * chunkBytes, offset, length));
		};
		if (chunks.every((chunk) => chunk instanceof Uint8Array)) {
			answer(chunks);
			return;
		}
		const read = Promise.all(chunks)
			.then(answer, (error: unknown) => this.#events.onError(error))
			.finally(() => this.#reads.delete(read));
		this.#reads.add(read);
	}

	/** Settles when no read is under way. v86 keeps reads under way out of its saved state. */
	async settled(): Promise<void> {
		while (this.#reads.size > 0) await Promise.all(this.#reads);
	}

	get_and_cache(offset: number, length: number, done: (bytes: Uint8Array) => void): void {
		// Asked for sector 0 before anything runs, to look for a partition table. There is none.
		void offset;
		done(new Uint8Array(length));
	}

	get_from_cache(offset: number, length: number): Uint8Array {
		void offset;
		return new Uint8Array(length);
	}

	set(offset: number): void {
		this.#events.onError(new Error(`the guest wrote to its read-only disk at byte ${offset}`));
	}

	get_buffer(done: (buffer: undefined) => void): void {
		done(undefined);
	}

	get_state(): unknown[] {
		return [];
	}

	set_state(): void {}

	#chunk(index: number): Uint8Array | Promise<Uint8Array> {
		this.touched.add(index);
		const kept = this.#kept.get(index);
		if (kept) {
			// Moves to the young end of the map's order.
			this.#kept.delete(index);
			this.#kept.set(index, kept);
			return kept;
		}
		const part = this.#layout.chunks[index];
		const rawBytes = Math.min(this.#layout.chunkBytes, this.byteLength - index * this.#layout.chunkBytes);
		if (!part) return new Uint8Array(rawBytes);
		const loading = this.#loading.get(index);
		if (loading !== undefined) return loading;
		const started = this.#patiently(part)
			.then((bytes) => {
				this.#keep(index, bytes);
				return bytes;
			})
			.finally(() => this.#loading.delete(index));
		this.#loading.set(index, started);
		return started;
	}

	/** A site that cannot be reached costs the guest time, not the visitor's work. */
	async #patiently(part: Part): Promise<Uint8Array> {
		let waited = false;
		try {
			for (;;) {
				try {
					return await this.#store.get(part, this.#ended);
				} catch (error) {
					if (!(error instanceof MachineError && error.name === "FetchFailedError")) throw error;
					if (!waited && this.#waitingReads++ === 0) this.#events.onWaiting(true);
					waited = true;
					await delay(ASK_AGAIN_MS, this.#ended);
				}
			}
		} finally {
			if (waited && --this.#waitingReads === 0) this.#events.onWaiting(false);
		}
	}

	#keep(index: number, bytes: Uint8Array): void {
		this.#kept.set(index, bytes);
		const oldest = this.#kept.keys().next();
		if (this.#kept.size * this.#layout.chunkBytes > KEPT_BYTES && !oldest.done) this.#kept.delete(oldest.value);
	}
}

/** `length` bytes from `offset` of a disk, out of consecutive pieces that begin at `start`. */
function copyRange(pieces: readonly Uint8Array[], start: number, offset: number, length: number): Uint8Array {
	const range = new Uint8Array(length);
	let pieceStart = start;
	for (const piece of pieces) {
		const from = Math.max(offset, pieceStart);
		const to = Math.min(offset + length, pieceStart + piece.byteLength);
		if (to > from) range.set(piece.subarray(from - pieceStart, to - pieceStart), from - offset);
		pieceStart += piece.byteLength;
	}
	return range;
}
