/** A writable stream to a receiver that gives credit: writes wait for it, so that a paste of any size stays with its writer. */

export interface OutboundSink {
	/** At most `pieceBytes`. */
	data(bytes: Uint8Array): void;
	close(): void;
	/** The writer gave up. */
	abort(reason: unknown): void;
}

export interface OutboundOptions {
	/** Credit at the start. */
	readonly windowBytes: number;
	/** What the receiver claims beyond it would only move a paste from the writer's memory to ours. */
	readonly maxCreditBytes: number;
	readonly pieceBytes: number;
}

export class OutboundChannel {
	readonly writable: WritableStream<Uint8Array>;
	readonly #sink: OutboundSink;
	readonly #options: OutboundOptions;
	#creditBytes: number;
	#onCredit: (() => void) | undefined;
	/** After `end` nothing is sent: what is written is dropped, as the exit status already told how the process went. */
	#ended = false;
	#failure: { readonly error: unknown } | undefined;

	constructor(sink: OutboundSink, options: OutboundOptions) {
		this.#sink = sink;
		this.#options = options;
		this.#creditBytes = options.windowBytes;
		this.writable = new WritableStream<Uint8Array>(
			{
				start: (controller) => this.#watchAbort(controller),
				write: (bytes) => this.#write(bytes),
				close: () => this.#close(),
			},
			new ByteLengthQueuingStrategy({ highWaterMark: options.windowBytes }),
		);
	}

	addCredit(bytes: number): void {
		this.#creditBytes = Math.min(this.#creditBytes + bytes, this.#options.maxCreditBytes);
		this.#wake();
	}

	/** The other side is gone in good order: writes settle without effect from now on. */
	end(): void {
		this.#ended = true;
		this.#wake();
	}

	/** Writes reject with `error` from now on. */
	fail(error: unknown): void {
		this.#failure ??= { error };
		this.#wake();
	}

	/** The sink's own `abort` would come only after a write that waits for credit. Node has the signal, its types do not. */
	#watchAbort(controller: object): void {
		if (!("signal" in controller && controller.signal instanceof AbortSignal)) return;
		const { signal } = controller;
		signal.addEventListener("abort", () => this.#abort(signal.reason), { once: true });
	}

	async #write(bytes: Uint8Array): Promise<void> {
		let sentBytes = 0;
		while (sentBytes < bytes.length) {
			if (this.#failure !== undefined) throw this.#failure.error;
			if (this.#ended) return;
			if (this.#creditBytes === 0) {
				await new Promise<void>((resolve) => {
					this.#onCredit = resolve;
				});
				continue;
			}
			const length = Math.min(this.#creditBytes, this.#options.pieceBytes, bytes.length - sentBytes);
			this.#creditBytes -= length;
			this.#sink.data(bytes.subarray(sentBytes, sentBytes + length));
			sentBytes += length;
		}
	}

	#close(): void {
		if (this.#failure !== undefined) throw this.#failure.error;
		if (!this.#ended) this.#sink.close();
	}

	#abort(reason: unknown): void {
		if (this.#failure === undefined && !this.#ended) this.#sink.abort(reason);
		this.end();
	}

	#wake(): void {
		const wake = this.#onCredit;
		this.#onCredit = undefined;
		wake?.();
	}
}
