/** Gathers the agent's bytes of one turn, so that a burst crosses to the page as one message. */
import type { FromWorker } from "../protocol.ts";

type Send = (message: FromWorker, transfer: Transferable[]) => void;

export class Outbox {
	readonly #send: Send;
	#pieces: Uint8Array[] = [];

	constructor(send: Send) {
		this.#send = send;
	}

	add(bytes: Uint8Array): void {
		this.#pieces.push(bytes);
		// Microtasks run when the emulator's present slice, at most about a millisecond, is over.
		if (this.#pieces.length === 1) queueMicrotask(() => this.flush());
	}

	flush(): void {
		if (this.#pieces.length === 0) return;
		const bytes = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
		let offset = 0;
		for (const piece of this.#pieces) {
			bytes.set(piece, offset);
			offset += piece.byteLength;
		}
		this.#pieces = [];
		this.#send({ kind: "agent", bytes }, [bytes.buffer]);
	}
}
