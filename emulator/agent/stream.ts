/** One stream of the link, from `open` to `end`. Process, terminal, files and engine are built of these. */
import { createDeferred } from "../flow/deferred.ts";
import { InboundChannel } from "../flow/inbound.ts";
import { OutboundChannel } from "../flow/outbound.ts";
import { INITIAL_CREDIT_BYTES, MAX_DATA_BYTES } from "./wire.ts";

/** More credit than any agent gives. */
const maxCreditBytes = 16 * INITIAL_CREDIT_BYTES;

/** How the agent says a stream went: an exit code, or the errno name of what failed. */
export type EndRecord = { readonly code: number } | { readonly errno: string; readonly message: string };

/** What a stream may send; the link gives each its number. */
export interface StreamSender {
	data(bytes: Uint8Array): void;
	credit(channel: number, bytes: number): void;
	close(): void;
	resize(columns: number, rows: number): void;
	signal(number: number): void;
	cancel(): void;
	/** The stream needs no more frames: the link forgets it. */
	forget(): void;
}

export class AgentStream {
	/** Channel 0. */
	readonly input: WritableStream<Uint8Array>;
	/** Channel 1. */
	readonly output: ReadableStream<Uint8Array>;
	/** Channel 2. */
	readonly errorOutput: ReadableStream<Uint8Array>;
	/** Settles at the first sign of life: what was asked for is under way, or has ended. Rejects with what `abandon` was given. */
	readonly answered: Promise<EndRecord | undefined>;
	/** Settles with the last frame. Rejects with what `abandon` was given. */
	readonly end: Promise<EndRecord>;

	readonly #sender: StreamSender;
	readonly #toAgent: OutboundChannel;
	readonly #fromAgent: readonly [InboundChannel, InboundChannel];
	readonly #answered = createDeferred<EndRecord | undefined>();
	readonly #end = createDeferred<EndRecord>();
	#open = true;

	constructor(sender: StreamSender) {
		this.#sender = sender;
		this.#toAgent = new OutboundChannel(
			// A program whose writer gave up gets the end of its input; killing it is another matter.
			{ data: (bytes) => sender.data(bytes), close: () => sender.close(), abort: () => sender.close() },
			{ windowBytes: INITIAL_CREDIT_BYTES, maxCreditBytes, pieceBytes: MAX_DATA_BYTES },
		);
		const inbound = (channel: number) =>
			new InboundChannel({ windowBytes: INITIAL_CREDIT_BYTES, giveCredit: (bytes) => sender.credit(channel, bytes) });
		this.#fromAgent = [inbound(1), inbound(2)];
		this.input = this.#toAgent.writable;
		this.output = this.#fromAgent[0].readable;
		this.errorOutput = this.#fromAgent[1].readable;
		this.answered = this.#answered.promise;
		this.end = this.#end.promise;
	}

	resize(columns: number, rows: number): void {
		if (this.#open) this.#sender.resize(columns, rows);
	}

	signal(number: number): void {
		if (this.#open) this.#sender.signal(number);
	}

	/** Asks the agent to end it. Output not read yet is dropped; `end` still tells how it went. */
	cancel(): void {
		if (!this.#open) return;
		for (const channel of this.#fromAgent) channel.discard();
		this.#sender.cancel();
	}

	/** Ends it here and now, and tells the agent: everything still open rejects with `error`. */
	abandon(error: unknown): void {
		if (!this.#open) return;
		this.#sender.cancel();
		this.fail(error);
	}

	/** As `abandon`, when there is no agent to tell. */
	fail(error: unknown): void {
		if (!this.#open) return;
		this.#open = false;
		this.#sender.forget();
		this.#toAgent.fail(error);
		for (const channel of this.#fromAgent) channel.fail(error);
		this.#answered.reject(error);
		this.#end.reject(error);
	}

	// The link calls the rest, once for each frame of this stream.

	receiveStarted(): void {
		this.#answered.resolve(undefined);
	}

	/** False when the agent broke the flow control. */
	receiveData(channel: number, bytes: Uint8Array): boolean {
		this.#answered.resolve(undefined);
		return this.#inbound(channel)?.receive(bytes) ?? true;
	}

	receiveCredit(bytes: number): void {
		this.#answered.resolve(undefined);
		this.#toAgent.addCredit(bytes);
	}

	receiveClose(channel: number): void {
		this.#answered.resolve(undefined);
		this.#inbound(channel)?.close();
	}

	receiveEnd(record: EndRecord): void {
		this.#open = false;
		this.#sender.forget();
		this.#toAgent.end();
		for (const channel of this.#fromAgent) channel.close();
		this.#answered.resolve(record);
		this.#end.resolve(record);
	}

	#inbound(channel: number): InboundChannel | undefined {
		return channel === 1 || channel === 2 ? this.#fromAgent[channel - 1] : undefined;
	}
}
