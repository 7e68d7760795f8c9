/** The stack's sense of time: ticks while somebody waits for something, and none at all otherwise. */
import { TICK_MS } from "./lwip.ts";

export class Ticker {
	readonly #isBusy: () => boolean;
	readonly #tick: () => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#frozen = false;

	constructor(isBusy: () => boolean, tick: () => void) {
		this.#isBusy = isBusy;
		this.#tick = tick;
	}

	/** Ticks once more in due time, if there is need. To be called after everything that may have made a need; `tick` too. */
	schedule(): void {
		if (this.#timer !== undefined || this.#frozen || !this.#isBusy()) return;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#tick();
		}, TICK_MS);
	}

	freeze(): void {
		this.#frozen = true;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	thaw(): void {
		this.#frozen = false;
		this.schedule();
	}
}
