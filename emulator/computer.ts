/**
 * The bare computer under a `Machine`: power, state, and one byte channel to the agent in the guest. Each host (worker, node, fake)
 * provides one; `agent/` builds the `Machine` on top, so that processes, files and the engine are written once.
 */
import type { MachineError } from "./errors.ts";
import type { StartOptions, StartProgress } from "./machine.ts";

export interface Computer {
	/** Bytes from the agent port of the guest, in order, in pieces of any size. Set before `start`. */
	onAgentBytes: (bytes: Uint8Array) => void;
	/** Power changes, in order. Set before `start`. */
	onPower: (power: Power) => void;

	/** Settles when the CPU runs. The agent speaks first: nothing may be sent before its first frame. */
	start(options: StartOptions): Promise<void>;
	/** Queues bytes for the agent. The agent's credits bound how much can be waiting. */
	sendAgentBytes(bytes: Uint8Array): void;
	/**
	 * Opens a TCP connection to a port of the guest. It ends with the computer, and when the guest starts anew.
	 * @throws MachineError `PortUnavailableError`, or what ended the computer
	 */
	dial(port: number, signal?: AbortSignal): Promise<Connection>;
	pause(): Promise<void>;
	resume(): Promise<void>;
	save(): Promise<Uint8Array>;
	counters(): Promise<Counters>;
	consoleLog(): Promise<string>;
	dispose(): Promise<void>;
}

/** As `GuestConnection`, for those who have to end it with a reason of their own. */
export interface Connection {
	readonly readable: ReadableStream<Uint8Array>;
	readonly writable: WritableStream<Uint8Array>;
	/** Settles when neither direction is open any more, however that came. */
	readonly closed: Promise<void>;
	/** Resets it: reads and writes, open or later, reject with `reason`. Without effect on one that is over. */
	abort(reason: unknown): void;
}

export type Power =
	| { readonly kind: "starting"; readonly progress: StartProgress }
	| { readonly kind: "running" }
	/** The guest asked for a reset; the computer boots its kernel again by itself, with its disks as they are. */
	| { readonly kind: "rebooting" }
	/** The guest waits for a part of its disk that cannot be had at the moment, or no longer does. It is asked for until it comes. */
	| { readonly kind: "disk"; readonly waiting: boolean }
	| { readonly kind: "powered-off" }
	| { readonly kind: "failed"; readonly error: MachineError };

export interface Counters {
	readonly instructions: number;
	readonly fetchedBytes: number;
	readonly cachedBytes: number;
}
