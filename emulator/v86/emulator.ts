/**
 * The part of v86 that we use, its internals included: v86 keeps property names in its published build, and the version is pinned
 * exactly. What is reached into, and why, stands at the place that does it.
 */

/** The constructor of the npm package's `V86`, handed in by the host: only hosts import the package. */
export type EmulatorConstructor = new (options: EmulatorOptions) => Emulator;

export interface EmulatorOptions {
	readonly wasm_fn: (imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>;
	readonly memory_size: number;
	readonly vga_memory_size: number;
	readonly bios?: { readonly buffer: ArrayBuffer };
	readonly bzimage?: { readonly buffer: ArrayBuffer };
	readonly cmdline?: string;
	readonly hda: EmulatorDisk;
	readonly hdb: EmulatorDisk;
	readonly virtio_console: true;
	readonly net_device: { readonly type: "virtio" };
	readonly preserve_mac_from_state_image: true;
	readonly acpi: false;
	readonly autostart: false;
	readonly disable_keyboard: true;
	readonly disable_mouse: true;
	readonly disable_speaker: true;
}

export interface Emulator {
	add_listener(event: string, listener: (value: never) => void): void;
	run(): Promise<void>;
	stop(): Promise<void>;
	save_state(): Promise<ArrayBuffer>;
	restore_state(state: ArrayBuffer): Promise<void>;
	is_running(): boolean;
	readonly bus: { send(event: string, value: unknown): void };
	readonly v86: {
		/** Calls `yield_callback(tick)` after `delayMs`. */
		yield: (delayMs: number, tick: number) => void;
		yield_callback(tick: number): void;
		readonly cpu: Cpu;
	};
}

export interface Cpu {
	/** 1 while the guest waits in `hlt`. */
	readonly in_hlt: Uint8Array;
	/** Wraps at 2^32. */
	readonly instruction_counter: Uint32Array;
	last_result: Int32Array;
	fpu_status_word: Uint16Array;
	mxcsr: Int32Array;
	set_jit_config(setting: number, value: number): void;
	zero_memory(address: number, bytes: number): void;
	/** What the guest reaches by its keyboard controller, by PCI, or by a triple fault. */
	reboot_internal: () => void;
	readonly devices: { readonly virtio_console: VirtDevice; readonly virtio_net: VirtDevice };
}

interface VirtDevice {
	readonly virtio: { readonly queues: readonly VirtQueue[] };
}

interface VirtQueue {
	is_configured(): boolean;
	has_request(): boolean;
}

/** What v86 asks of a disk. It calls back at once or later; `get_state` becomes part of its saved state. */
export interface EmulatorDisk {
	readonly byteLength: number;
	onload: (() => void) | undefined;
	load(): void;
	get(offset: number, length: number, done: (bytes: Uint8Array) => void): void;
	get_and_cache(offset: number, length: number, done: (bytes: Uint8Array) => void): void;
	get_from_cache(offset: number, length: number): Uint8Array;
	set(offset: number, bytes: Uint8Array, done: () => void): void;
	get_buffer(done: (buffer: undefined) => void): void;
	get_state(): unknown[];
	set_state(state: unknown[]): void;
}
