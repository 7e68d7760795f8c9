/**
 * What comes from a sender with credit, as a readable stream. Its queue holds what was sent and nobody read yet: never more than the
 * sender was given credit for. Credit is given back as the reader takes bytes.
 */

const joinedBytes = 65_536;

export interface InboundOptions {
	/** The sender's credit at the start, and how much it ever has. */
	readonly windowBytes: number;
	readonly giveCredit: (bytes: number) => void;
	/** How much must have been read before the sender is told. Default: half the window, so that a keystroke's echo costs no message. */
	readonly creditBatchBytes?: number;
	/** The reader cancelled the stream. Without it what still comes is dropped, and the sender runs on to its end. */
	readonly onCancel?: (reason: unknown) => void;
}

type Ending = { readonly kind: "closed" } | { readonly kind: "failed"; readonly error: unknown };

export class InboundChannel {
	readonly readable: ReadableStream<Uint8Array>;
	readonly #giveCredit: (bytes: number) => void;
	readonly #creditBatchBytes: number;
	readonly #queue: Uint8Array[] = [];
	#controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	#onArrival: (() => void) | undefined;
	#ending: Ending | undefined;
	#discarding = false;
	#creditBytes: number;
	#owedBytes = 0;

	constructor({ windowBytes, giveCredit, creditBatchBytes = windowBytes / 2, onCancel }: InboundOptions) {
		this.#giveCredit = giveCredit;
		this.#creditBytes = windowBytes;
		this.#creditBatchBytes = creditBatchBytes;
		this.readable = new ReadableStream<Uint8Array>(
			{
				start: (controller) => {
					this.#controller = controller;
				},
				pull: () => this.#pull(),
				cancel: (reason) => {
					this.#controller = undefined;
					this.discard();
					onCancel?.(reason);
				},
			},
			// Nothing is pulled ahead of a read: the queue above is the only buffer.
			{ highWaterMark: 0 },
		);
	}

	/** False when the sender sent more than it had credit for; the bytes are not kept then. */
	receive(bytes: Uint8Array): boolean {
		if (this.#ending !== undefined) return true;
		this.#creditBytes -= bytes.length;
		if (this.#creditBytes < 0) return false;
		if (this.#discarding) this.#repay(bytes.length);
		else if (bytes.length > 0) this.#queue.push(bytes);
		this.#arrived();
		return true;
	}

	/** The reader gets what is queued, then the end. */
	close(): void {
		this.#end({ kind: "closed" });
	}

	/** The reader gets what is queued, then `error`. */
	fail(error: unknown): void {
		this.#end({ kind: "failed", error });
	}

	/** Drops what is queued and all that comes, and keeps giving credit, so that the sender runs on to its end. */
	discard(): void {
		this.#discarding = true;
		for (const bytes of this.#queue.splice(0)) this.#repay(bytes.length);
		this.#finishWhenDrained();
	}

	#end(ending: Ending): void {
		if (this.#ending !== undefined) return;
		this.#ending = ending;
		this.#finishWhenDrained();
		this.#arrived();
	}

	#pull(): Promise<void> | undefined {
		if (this.#deliver()) return undefined;
		return new Promise((resolve) => {
			this.#onArrival = resolve;
		});
	}

	#arrived(): void {
		if (this.#onArrival === undefined) return;
		if (!this.#deliver() && this.#ending === undefined) return;
		const resolve = this.#onArrival;
		this.#onArrival = undefined;
		resolve();
	}

	#deliver(): boolean {
		const bytes = this.#take();
		if (bytes === undefined) return false;
		this.#controller?.enqueue(bytes);
		this.#repay(bytes.length);
		this.#finishWhenDrained();
		return true;
	}

	/** What is queued, up to `joinedBytes` at once: a burst of small pieces costs its readers no more than a large one. */
	#take(): Uint8Array | undefined {
		const first = this.#queue.shift();
		let length = first?.length ?? 0;
		let count = 0;
		for (const piece of this.#queue) {
			if (length + piece.length > joinedBytes) break;
			length += piece.length;
			count++;
		}
		if (first === undefined || count === 0) return first;
		const joined = new Uint8Array(length);
		let at = 0;
		for (const piece of [first, ...this.#queue.splice(0, count)]) {
			joined.set(piece, at);
			at += piece.length;
		}
		return joined;
	}

	#finishWhenDrained(): void {
		if (this.#ending === undefined || this.#queue.length > 0 || this.#controller === undefined) return;
		const controller = this.#controller;
		this.#controller = undefined;
		if (this.#ending.kind === "closed") controller.close();
		else controller.error(this.#ending.error);
	}

	#repay(bytes: number): void {
		if (this.#ending !== undefined) return;
		this.#owedBytes += bytes;
		if (this.#owedBytes < this.#creditBatchBytes) return;
		const owed = this.#owedBytes;
		this.#owedBytes = 0;
		this.#creditBytes += owed;
		this.#giveCredit(owed);
	}
}
