/** When the emulator's CPU goes on after each slice of work, and how much it has done. */
import type { Emulator } from "./emulator.ts";

/** Calls back as soon as the event loop allows, after what is already queued. Returns nothing to cancel: v86 counts its ticks. */
export type Defer = (callback: () => void) => void;

/**
 * v86 chooses a way to yield when it is loaded; in a worker that is a second worker which echoes messages. This replaces it, sees every
 * yield, and so can count instructions (the emulator's own counter wraps at 2^32, within seconds) and serve the agent port.
 */
export class Pacer {
	#instructions = 0;
	#ended = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#last: number;
	readonly #counter: Uint32Array;

	/** `onYield` is called between slices, `onCrash` with what the emulator threw in one: it does not go on then. */
	constructor(emulator: Emulator, defer: Defer, onYield: () => void, onCrash: (error: unknown) => void) {
		const machine = emulator.v86;
		this.#counter = machine.cpu.instruction_counter;
		this.#last = this.#counter[0] ?? 0;
		const slice = (tick: number): void => {
			if (this.#ended) return;
			try {
				machine.yield_callback(tick);
			} catch (error) {
				if (this.#ended) return;
				this.end();
				onCrash(error);
			}
		};
		machine.yield = (delayMs, tick) => {
			if (this.#ended) return;
			this.#sample();
			// May wake the CPU, which asks for the next tick itself and makes this one void.
			onYield();
			clearTimeout(this.#timer);
			if (delayMs < 1) defer(() => slice(tick));
			else this.#timer = setTimeout(slice, delayMs, tick);
		};
	}

	/** The CPU does not go on, whatever state it is in. Within a slice, an exception has to end that one. */
	end(): void {
		this.#ended = true;
		clearTimeout(this.#timer);
	}

	get instructions(): number {
		this.#sample();
		return this.#instructions;
	}

	#sample(): void {
		const now = this.#counter[0] ?? 0;
		this.#instructions += (now - this.#last) >>> 0;
		this.#last = now;
	}
}
