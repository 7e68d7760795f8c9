/**
 * One channel from the agent as a readable stream. Its queue holds what the agent sent and nobody read yet: never more than the agent
 * was given credit for. Credit is given back as the reader takes bytes.
 */
import { INITIAL_CREDIT_BYTES } from "./wire.ts";

/** Half the window: the agent keeps sending while the answer is under way, and a keystroke's echo costs no credit frame. */
const creditBatchBytes = INITIAL_CREDIT_BYTES / 2;

type Ending = { readonly kind: "closed" } | { readonly kind: "failed"; readonly error: unknown };

export class InboundChannel {
	readonly readable: ReadableStream<Uint8Array>;
	readonly #giveCredit: (bytes: number) => void;
	readonly #queue: Uint8Array[] = [];
	#controller: ReadableStreamDefaultController<Uint8Array> | undefined;
	#onArrival: (() => void) | undefined;
	#ending: Ending | undefined;
	#discarding = false;
	#creditBytes = INITIAL_CREDIT_BYTES;
	#owedBytes = 0;

	constructor(giveCredit: (bytes: number) => void) {
		this.#giveCredit = giveCredit;
		this.readable = new ReadableStream<Uint8Array>(
			{
				start: (controller) => {
					this.#controller = controller;
				},
				pull: () => this.#pull(),
				cancel: () => {
					this.#controller = undefined;
					this.discard();
				},
			},
			// Nothing is pulled ahead of a read: the queue above is the only buffer.
			{ highWaterMark: 0 },
		);
	}

	/** False when the agent sent more than it had credit for; the bytes are not kept then. */
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
		const bytes = this.#queue.shift();
		if (bytes === undefined) return false;
		this.#controller?.enqueue(bytes);
		this.#repay(bytes.length);
		this.#finishWhenDrained();
		return true;
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
		if (this.#owedBytes < creditBatchBytes) return;
		const owed = this.#owedBytes;
		this.#owedBytes = 0;
		this.#creditBytes += owed;
		this.#giveCredit(owed);
	}
}
