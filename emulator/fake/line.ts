/** One direction of the fake's serial line: bytes arrive in order, later than they were sent, and in pieces of the line's own choosing. */

/** Not a divisor of any length in the protocol, so that frames are cut in all places. */
const pieceBytes = 5003;

export class FakeLine {
	readonly #deliver: (bytes: Uint8Array) => void;
	#queue: Uint8Array[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#held = false;

	constructor(deliver: (bytes: Uint8Array) => void) {
		this.#deliver = deliver;
	}

	send(bytes: Uint8Array): void {
		for (let at = 0; at < bytes.length; at += pieceBytes) this.#queue.push(bytes.slice(at, at + pieceBytes));
		this.#schedule();
	}

	hold(): void {
		this.#held = true;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	release(): void {
		this.#held = false;
		this.#schedule();
	}

	clear(): void {
		this.#queue = [];
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#schedule(): void {
		if (this.#held || this.#timer !== undefined || this.#queue.length === 0) return;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			const pieces = this.#queue;
			this.#queue = [];
			for (const piece of pieces) this.#deliver(piece);
		}, 0);
	}
}
