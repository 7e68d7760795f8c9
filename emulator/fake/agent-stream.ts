/** The agent's end of one stream, in the fake guest. */

import { encodeFields, type Field } from "../agent/fields.ts";
import { encodeU32 } from "../agent/frames.ts";
import { FrameType, INITIAL_CREDIT_BYTES, MAX_DATA_BYTES } from "../agent/wire.ts";
import { createDeferred, type Deferred } from "../flow/deferred.ts";

export type SendFrame = (type: number, channel: number, payload?: Uint8Array) => void;

export class FakeAgentStream {
	/** Takes bytes of channel 0; credit for them is given when it settles. */
	onData: (bytes: Uint8Array) => Promise<void> = async () => {};
	onClose: () => void = () => {};
	onResize: (columns: number, rows: number) => void = () => {};
	onSignal: (signal: number) => void = () => {};
	readonly #send: SendFrame;
	readonly #cancelled = new AbortController();
	readonly #creditBytes = [0, INITIAL_CREDIT_BYTES, INITIAL_CREDIT_BYTES];
	readonly #waiting = new Set<Deferred<void>>();
	#input: Promise<void> = Promise.resolve();
	#silent = false;

	constructor(send: SendFrame) {
		this.#send = send;
	}

	/** Aborts when the other side, or the agent's end, cancels the stream. */
	get cancelled(): AbortSignal {
		return this.#cancelled.signal;
	}

	/** Settles when there was credit for all of it. What is sent after a cancel is dropped. */
	async data(channel: 1 | 2, bytes: Uint8Array): Promise<void> {
		let at = 0;
		while (at < bytes.length && !this.cancelled.aborted) {
			const credit = this.#creditBytes[channel] ?? 0;
			if (credit === 0) {
				const waiting = createDeferred<void>();
				this.#waiting.add(waiting);
				await waiting.promise;
				continue;
			}
			const length = Math.min(credit, MAX_DATA_BYTES, bytes.length - at);
			this.#creditBytes[channel] = credit - length;
			this.#emit(FrameType.agentData, channel, bytes.subarray(at, at + length));
			at += length;
		}
	}

	started(): void {
		this.#emit(FrameType.started, 0);
	}

	close(channel: 1 | 2): void {
		this.#emit(FrameType.agentClose, channel);
	}

	end(fields: readonly Field[]): void {
		this.#emit(FrameType.end, 0, encodeFields(fields));
		this.#silent = true;
	}

	/** The streams of an agent that was reset or killed say nothing more. */
	silence(): void {
		this.#silent = true;
		this.cancel();
	}

	cancel(): void {
		this.#cancelled.abort();
		this.#wake();
	}

	addCredit(channel: number, bytes: number): void {
		this.#creditBytes[channel] = (this.#creditBytes[channel] ?? 0) + bytes;
		this.#wake();
	}

	receiveData(bytes: Uint8Array): void {
		this.#input = this.#input
			.then(() => this.onData(bytes))
			// Input that nobody reads any more is dropped.
			.catch(() => {})
			.then(() => this.#emit(FrameType.agentCredit, 0, encodeU32(bytes.length)));
	}

	receiveClose(): void {
		this.#input = this.#input.then(() => this.onClose());
	}

	#emit(type: number, channel: number, payload?: Uint8Array): void {
		if (!this.#silent) this.#send(type, channel, payload);
	}

	#wake(): void {
		for (const waiting of this.#waiting) waiting.resolve();
		this.#waiting.clear();
	}
}
