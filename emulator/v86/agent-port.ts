/** Console port 1 of the guest: the line to its agent. */
import type { Emulator } from "./emulator.ts";

const PORT = 1;
/** Of the device's queues: receive queue of that port. */
const RECEIVE_QUEUE = 2 * PORT + 2;
/** Length of the buffers that the guest's driver offers; v86 drops what is longer. */
const BUFFER_BYTES = 4096;

/**
 * v86 neither buffers input nor checks that the driver is up: bytes sent without a free buffer are lost, and bytes sent before the
 * queue exists are written over the guest's first page. So input waits here until a buffer is offered.
 */
export class AgentPort {
	readonly #emulator: Emulator;
	#waiting: Uint8Array[] = [];
	#flushing = false;

	constructor(emulator: Emulator, onBytes: (bytes: Uint8Array) => void) {
		this.#emulator = emulator;
		emulator.add_listener(`virtio-console${PORT}-output-bytes`, onBytes);
	}

	send(bytes: Uint8Array): void {
		for (let start = 0; start < bytes.byteLength; start += BUFFER_BYTES) {
			this.#waiting.push(bytes.subarray(start, start + BUFFER_BYTES));
		}
		this.flush();
	}

	/** Passes on what waits, as far as there are buffers. To be called whenever the guest may have offered some. */
	flush(): void {
		// Handing over a buffer wakes the CPU, which yields anew, which asks for a flush: that one must not send the same again.
		if (this.#flushing || this.#waiting.length === 0) return;
		this.#flushing = true;
		const queue = this.#emulator.v86.cpu.devices.virtio_console.virtio.queues[RECEIVE_QUEUE];
		let sent = 0;
		while (sent < this.#waiting.length && queue?.is_configured() && queue.has_request()) {
			this.#emulator.bus.send(`virtio-console${PORT}-input-bytes`, this.#waiting[sent++]);
		}
		this.#waiting = this.#waiting.slice(sent);
		this.#flushing = false;
	}
}
