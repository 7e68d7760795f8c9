/** The guest's network card, which sends and takes Ethernet frames. */
import type { Emulator } from "./emulator.ts";

/** Of the device's queues. */
const RECEIVE_QUEUE = 0;
/** Frames that wait for the guest; what comes on top is lost, as on any cable, and sent again by those who sent it. About 48 MB. */
const MAX_WAITING = 32_768;

/** As with the agent's port: v86 loses what the guest has no buffer for, so frames wait here until it offers one. */
export class NetworkPort {
	readonly #emulator: Emulator;
	#waiting: Uint8Array[] = [];
	#flushing = false;

	/** Frames given to `onFrame` are only good until it returns. */
	constructor(emulator: Emulator, onFrame: (frame: Uint8Array) => void) {
		this.#emulator = emulator;
		emulator.add_listener("net0-send", onFrame);
	}

	send(frame: Uint8Array): void {
		if (this.#waiting.length < MAX_WAITING) this.#waiting.push(frame);
		this.flush();
	}

	/** Passes on what waits, as far as there are buffers. To be called whenever the guest may have offered some. */
	flush(): void {
		if (this.#flushing || this.#waiting.length === 0) return;
		this.#flushing = true;
		const queue = this.#emulator.v86.cpu.devices.virtio_net.virtio.queues[RECEIVE_QUEUE];
		let sent = 0;
		while (sent < this.#waiting.length && queue?.is_configured() && queue.has_request()) {
			this.#emulator.bus.send("net0-receive", this.#waiting[sent++]);
		}
		if (sent > 0) this.#waiting = this.#waiting.slice(sent);
		this.#flushing = false;
	}
}
