/** v86's interpreter and ours, in one PC without devices and without a guest: what each makes of the same instruction. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseManifest } from "#emulator/bundle/manifest.ts";
import { PartStore } from "#emulator/bundle/part-store.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";
import { withInterpreter } from "#emulator/v86/interpreter.ts";
import { SAMPLE_EVERY } from "#emulator/v86/jit.ts";

const MEMORY_BYTES = 32 << 20;
const PAGE_BYTES = 4096;

/** Where v86 keeps what, as in `emulator/v86/interpreter/cpu.h`. */
const at = {
	registers: 64,
	lastOpSize: 96,
	flagsChanged: 100,
	lastOp1: 104,
	stateFlags: 108,
	lastResult: 112,
	flags: 120,
	eip: 556,
	cr0: 580,
	cpl: 612,
	instructionCounter: 664,
	segmentIsNull: 724,
	segmentOffsets: 736,
	protectedMode: 800,
	is32: 804,
	stack32: 808,
	memorySize: 812,
	xmm: 832,
	tlbCode: 49180,
	tlbData: 4283748,
} as const;
const XMM_BYTES = 128;
const FS = 4;
const GS = 5;

/** Bits of an entry of the table of pages. */
export const page = { valid: 1, readonly: 2, noUser: 4, mapped: 8, hasCode: 32 } as const;

/** The state of a CPU that instructions of programs work on; the flags as v86 keeps them. */
export interface CpuState {
	readonly registers: readonly number[];
	readonly lastOpSize: number;
	readonly flagsChanged: number;
	readonly lastOp1: number;
	readonly lastResult: number;
	readonly flags: number;
	readonly xmm: readonly number[];
}

export interface Outcome {
	readonly eip: number;
	readonly state: CpuState;
	/** What is no longer as it was: addresses, and the bytes there. */
	readonly written: ReadonlyMap<number, number>;
}

interface V86 {
	readonly memory: WebAssembly.Memory;
	rust_init(): void;
	allocate_memory(bytes: number): number;
	update_state_flags(): void;
	writable_or_pagefault_jit(address: number, bytes: number, eip: number): number;
	run_instruction(firstByte: number): void;
}

/** What the interpreter throws through when it leaves an instruction to v86, which is then not done. */
class Left extends Error {}

export class TwoInterpreters {
	readonly #v86: V86;
	readonly #interpret: () => number;
	readonly #view: DataView;
	readonly #bytes: Uint8Array;
	readonly #memoryAt: number;
	/** The pages that a test writes to, as they were. */
	readonly #windows: readonly { readonly start: number; readonly before: Uint8Array }[];

	private constructor(v86: V86, interpret: () => number, memoryAt: number, windows: readonly [start: number, bytes: number][]) {
		this.#v86 = v86;
		this.#interpret = interpret;
		this.#view = new DataView(v86.memory.buffer);
		this.#bytes = new Uint8Array(v86.memory.buffer);
		this.#memoryAt = memoryAt;
		this.#windows = windows.map(([start, bytes]) => ({
			start,
			before: this.#bytes.slice(memoryAt + start, memoryAt + start + bytes),
		}));
	}

	/** `windows` are the only places of memory that are looked at, and put back as they were. `fill` makes their bytes. */
	static async load(
		windows: readonly [start: number, bytes: number][],
		fill: (bytes: Uint8Array) => void,
	): Promise<TwoInterpreters> {
		const manifest = parseManifest(JSON.parse(await readFile(join(BUNDLE_FOLDER, "manifest.json"), "utf8")));
		const parts = new PartStore(folderLoader(join(BUNDLE_FOLDER, "chunks")), () => {});
		const program = await WebAssembly.compile(withInterpreter(await parts.get(manifest.wasm)));
		const table = new WebAssembly.Table({ element: "anyfunc", initial: 2048 });
		const functions = WebAssembly.Module.imports(program).filter(({ kind }) => kind === "function");
		const env = Object.fromEntries(functions.map(({ name }) => [name, () => 0]));
		const { exports } = await WebAssembly.instantiate(program, { env: { ...env, __indirect_function_table: table } });
		const v86 = exports as unknown as V86;
		const ours = await WebAssembly.instantiate(new Uint8Array(await parts.get(manifest.interpreter)), {
			env: { memory: v86.memory },
			v86: {
				run_instruction: () => {
					throw new Left();
				},
			},
		});
		v86.rust_init();
		const memoryAt = v86.allocate_memory(MEMORY_BYTES);
		for (const [start, bytes] of windows) fill(new Uint8Array(v86.memory.buffer, memoryAt + start, bytes));
		const { interpret } = ours.instance.exports;
		const two = new TwoInterpreters(v86, interpret as () => number, memoryAt, windows);
		two.#setUp();
		return two;
	}

	/** A flat PC of 32 bits, whose pages have all been written to once; FS and GS begin somewhere else. */
	#setUp(): void {
		this.#view.setUint32(at.memorySize, MEMORY_BYTES, true);
		this.#view.setUint32(at.cr0, 1, true);
		for (const place of [at.protectedMode, at.is32, at.stack32]) this.#view.setUint8(place, 1);
		this.#view.setUint32(at.segmentOffsets + 4 * FS, 0x1230, true);
		this.#view.setUint32(at.segmentOffsets + 4 * GS, 0x2468, true);
		this.#v86.update_state_flags();
		for (let address = 0; address < MEMORY_BYTES; address += PAGE_BYTES) this.#v86.writable_or_pagefault_jit(address, 1, 0);
	}

	/** As of a program: 3, or of the kernel: 0. */
	set privilege(level: 0 | 3) {
		this.#view.setUint8(at.cpl, level);
		this.#v86.update_state_flags();
	}

	set segmentIsNull({ segment, isNull }: { segment: number; isNull: boolean }) {
		this.#view.setUint8(at.segmentIsNull + segment, isNull ? 1 : 0);
		this.#v86.update_state_flags();
	}

	set cr0(value: number) {
		this.#view.setUint32(at.cr0, value, true);
	}

	/** Changes bits of the entry that the page with this address has in v86's table. Returns how it was, for `setEntry`. */
	setEntry(address: number, change: (entry: number) => number): number {
		const place = at.tlbData + (address >>> 12) * 4;
		const before = this.#view.getUint32(place, true);
		this.#view.setUint32(place, change(before), true);
		return before;
	}

	/** Says that the page with this address is translated, with an entry at the address, for the CPU's state now; or that it is not. */
	setTranslation(address: number, translated: boolean): void {
		const table = 16;
		const space = this.#memoryAt + MEMORY_BYTES - 4 * PAGE_BYTES;
		this.#bytes.fill(0xff, space, space + 2 * PAGE_BYTES);
		this.#view.setUint16(space + (address % PAGE_BYTES) * 2, table, true);
		this.#view.setUint8(space + 2 * PAGE_BYTES + 2, this.#view.getUint8(at.stateFlags));
		this.#view.setUint32(at.tlbCode + (address >>> 12) * 4, translated ? space : 0, true);
	}

	/** Does `code`, which lies at `eip`, by our interpreter until a sample is due after so many instructions. */
	ours(code: readonly number[], eip: number, state: CpuState, instructions: number): Outcome & { left: boolean; sample: number } {
		this.#prepare(code, eip, state);
		// A sample is due when the count reaches a multiple of `SAMPLE_EVERY`, at the next jump.
		this.#view.setUint32(at.instructionCounter, SAMPLE_EVERY - instructions, true);
		let sample = 0;
		let left = false;
		try {
			sample = this.#interpret();
		} catch (error) {
			if (!(error instanceof Left)) throw error;
			left = true;
		}
		return { ...this.#outcome(), left, sample };
	}

	/** How many instructions our interpreter did, of those that `ours` was to do. */
	count(instructions: number): number {
		return this.#view.getUint32(at.instructionCounter, true) - (SAMPLE_EVERY - instructions);
	}

	/** Does so many instructions of `code` by v86's interpreter. */
	v86s(code: readonly number[], eip: number, state: CpuState, instructions: number): Outcome {
		this.#prepare(code, eip, state);
		for (let done = 0; done < instructions; done++) {
			const next = this.#view.getUint32(at.eip, true);
			this.#view.setUint32(at.eip, next + 1, true);
			this.#v86.run_instruction((this.#bytes[this.#memoryAt + next] ?? 0) | 0x100);
		}
		return this.#outcome();
	}

	#prepare(code: readonly number[], eip: number, state: CpuState): void {
		for (const { start, before } of this.#windows) this.#bytes.set(before, this.#memoryAt + start);
		this.#bytes.set(code, this.#memoryAt + eip);
		this.#view.setUint32(at.eip, eip, true);
		for (const [index, value] of state.registers.entries()) this.#view.setInt32(at.registers + 4 * index, value, true);
		for (const name of ["lastOpSize", "flagsChanged", "lastOp1", "lastResult", "flags"] as const) {
			this.#view.setInt32(at[name], state[name], true);
		}
		this.#bytes.set(state.xmm, at.xmm);
	}

	#outcome(): Outcome {
		const written = new Map<number, number>();
		for (const { start, before } of this.#windows) {
			const now = this.#bytes.subarray(this.#memoryAt + start, this.#memoryAt + start + before.length);
			if (Buffer.compare(now, before) === 0) continue;
			for (const [index, byte] of now.entries()) if (byte !== before[index]) written.set(start + index, byte);
		}
		const number = (place: number): number => this.#view.getInt32(place, true);
		return {
			eip: this.#view.getUint32(at.eip, true),
			state: {
				registers: Array.from({ length: 8 }, (_, index) => number(at.registers + 4 * index)),
				lastOpSize: number(at.lastOpSize),
				flagsChanged: number(at.flagsChanged),
				lastOp1: number(at.lastOp1),
				lastResult: number(at.lastResult),
				flags: number(at.flags),
				xmm: [...this.#bytes.subarray(at.xmm, at.xmm + XMM_BYTES)],
			},
			written,
		};
	}
}
