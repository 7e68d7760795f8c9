/** One powered computer: an emulator with its port, pacer and console, from its making to its end. A reboot makes a new one. */
import { MachineError } from "../errors.ts";
import type { ConnectionRecord } from "../network/types.ts";
import { AgentPort } from "./agent-port.ts";
import { ConsoleLog } from "./console-log.ts";
import type { DataDisk } from "./data-disk.ts";
import type { Emulator, EmulatorConstructor } from "./emulator.ts";
import { instantiate } from "./interpreter.ts";
import { limitModules } from "./jit.ts";
import { NetworkPort } from "./network-port.ts";
import { type Defer, Pacer } from "./pacer.ts";
import { restoreState } from "./restore.ts";
import type { RootDisk } from "./root-disk.ts";

/** Nothing is drawn; this is the least that v86 and the guest agree on. */
const VGA_MEMORY_BYTES = 2 << 20;
const PAGE_BYTES = 65536;

export interface Hardware {
	readonly Emulator: EmulatorConstructor;
	readonly defer: Defer;
	readonly wasm: Uint8Array;
	/** `interpreter/` as WebAssembly. */
	readonly interpreter: Uint8Array;
	readonly memoryBytes: number;
	readonly root: RootDisk;
	readonly data: DataDisk;
}

/** How it comes to life: out of a saved state, with connections that nobody here knows any more, or by its kernel. */
export type PowerOn =
	| { readonly state: ArrayBuffer; readonly connections: readonly ConnectionRecord[] }
	| { readonly bios: Uint8Array; readonly kernel: Uint8Array; readonly commandLine: string };

export interface PoweredEvents {
	onAgentBytes(bytes: Uint8Array): void;
	/** An Ethernet frame from the guest, good until this returns. Comes in the middle of an instruction: an exception ends the emulator. */
	onFrame(frame: Uint8Array): void;
	onHalt(): void;
	onReset(): void;
	onPanic(reason: string): void;
	onCrash(error: unknown): void;
}

export class Powered {
	readonly port: AgentPort;
	readonly network: NetworkPort;
	readonly pacer: Pacer;
	readonly console: ConsoleLog;
	readonly #emulator: Emulator;

	private constructor(emulator: Emulator, defer: Defer, events: PoweredEvents) {
		this.#emulator = emulator;
		this.port = new AgentPort(emulator, events.onAgentBytes);
		this.network = new NetworkPort(emulator, events.onFrame);
		this.pacer = new Pacer(emulator, defer, () => this.#flush(), events.onCrash);
		this.console = new ConsoleLog(events.onPanic);
		emulator.add_listener("serial0-output-byte", (byte: number) => this.console.append(byte));
		// `hlt` with interrupts off: without ACPI that is how a PC of this kind says that it is off.
		emulator.add_listener("cpu-event-halt", () => {
			this.off();
			events.onHalt();
		});
		// v86 would start the BIOS again, but its kernel image is only there in a computer that was made to boot.
		emulator.v86.cpu.reboot_internal = () => {
			this.off();
			events.onReset();
			// Out of the emulated instruction: what the guest does next on a real PC, no reset having come, crashes v86.
			throw new Error("the guest asked for a reset");
		};
	}

	/**
	 * Makes the computer; its CPU does not run yet.
	 * @throws MachineError `OutOfMemoryError`, `UnsupportedHostError`
	 */
	static async on(hardware: Hardware, how: PowerOn, events: PoweredEvents): Promise<Powered> {
		assertMemory(hardware.memoryBytes);
		const emulator = new hardware.Emulator({
			wasm_fn: (imports) => instantiate(hardware.wasm, hardware.interpreter, imports),
			memory_size: hardware.memoryBytes,
			vga_memory_size: VGA_MEMORY_BYTES,
			...("kernel" in how && {
				bios: { buffer: how.bios.slice().buffer },
				bzimage: { buffer: how.kernel.slice().buffer },
				cmdline: how.commandLine,
			}),
			hda: hardware.root,
			hdb: hardware.data,
			virtio_console: true,
			net_device: { type: "virtio" },
			preserve_mac_from_state_image: true,
			acpi: false,
			autostart: false,
			disable_keyboard: true,
			disable_mouse: true,
			disable_speaker: true,
		});
		await new Promise<void>((resolve) => emulator.add_listener("emulator-loaded", () => resolve()));
		limitModules(emulator.v86.cpu);
		if ("state" in how) await restoreState(emulator, how.state);
		return new Powered(emulator, hardware.defer, events);
	}

	async run(): Promise<void> {
		await this.#emulator.run();
	}

	async stop(): Promise<void> {
		await this.#emulator.stop();
	}

	/** The state of a stopped computer. */
	async state(): Promise<ArrayBuffer> {
		return await this.#emulator.save_state();
	}

	get running(): boolean {
		return this.#emulator.is_running();
	}

	/** Whether the guest has nothing to do at the moment. */
	get waiting(): boolean {
		return this.#emulator.v86.cpu.in_hlt[0] === 1;
	}

	/** The guest may have offered buffers. */
	#flush(): void {
		this.port.flush();
		this.network.flush();
	}

	/** For good. The memory goes when nothing refers to this any more. */
	off(): void {
		this.pacer.end();
	}
}

/** v86 allocates where nobody can catch a failure, so it is tried beforehand. */
function assertMemory(memoryBytes: number): void {
	try {
		new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / PAGE_BYTES) });
	} catch (cause) {
		throw new MachineError("OutOfMemoryError", `There is not enough memory for a guest of ${memoryBytes / 2 ** 20} MB.`, {
			cause,
		});
	}
}
