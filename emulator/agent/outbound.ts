/** Channel 0, to the agent, as a writable stream: writes wait for the agent's credit, so that a paste of any size stays with its writer. */
import { INITIAL_CREDIT_BYTES, MAX_DATA_BYTES } from "./wire.ts";

/** More credit than any agent gives; what the guest claims beyond it would only move a paste from the writer's memory to ours. */
const maxCreditBytes = 16 * INITIAL_CREDIT_BYTES;

export interface OutboundSink {
	/** At most `MAX_DATA_BYTES`. */
	data(bytes: Uint8Array): void;
	close(): void;
}

export class OutboundChannel {
	readonly writable: WritableStream<Uint8Array>;
	readonly #sink: OutboundSink;
	#creditBytes = INITIAL_CREDIT_BYTES;
	#onCredit: (() => void) | undefined;
	/** After `end` nothing is sent: what is written is dropped, as the exit status already told how the process went. */
	#ended = false;
	#failure: { readonly error: unknown } | undefined;

	constructor(sink: OutboundSink) {
		this.#sink = sink;
		this.writable = new WritableStream<Uint8Array>(
			{
				start: (controller) => this.#watchAbort(controller),
				write: (bytes) => this.#write(bytes),
				close: () => this.#close(),
			},
			new ByteLengthQueuingStrategy({ highWaterMark: INITIAL_CREDIT_BYTES }),
		);
	}

	addCredit(bytes: number): void {
		this.#creditBytes = Math.min(this.#creditBytes + bytes, maxCreditBytes);
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
		controller.signal.addEventListener("abort", () => this.#abort(), { once: true });
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
			const length = Math.min(this.#creditBytes, MAX_DATA_BYTES, bytes.length - sentBytes);
			this.#creditBytes -= length;
			this.#sink.data(bytes.subarray(sentBytes, sentBytes + length));
			sentBytes += length;
		}
	}

	#close(): void {
		if (this.#failure !== undefined) throw this.#failure.error;
		if (!this.#ended) this.#sink.close();
	}

	#abort(): void {
		if (this.#failure === undefined && !this.#ended) this.#sink.close();
		this.end();
	}

	#wake(): void {
		const wake = this.#onCredit;
		this.#onCredit = undefined;
		wake?.();
	}
}
