/**
 * One end of a TCP connection, or of its relay between two threads: two directions with credits of their own. `ConnectionLine` is what
 * lies beyond: a network stack, or the other end of the relay.
 */
import type { Connection } from "../computer.ts";
import { createDeferred } from "./deferred.ts";
import { InboundChannel } from "./inbound.ts";
import { OutboundChannel } from "./outbound.ts";

export interface ConnectionLine {
	/** Takes them at once: there was credit for them. */
	data(bytes: Uint8Array): void;
	/** The reader took so many bytes. */
	credit(bytes: number): void;
	/** No more data. */
	end(): void;
	/** Both directions are over, whatever was on its way. */
	reset(reason: unknown): void;
}

export interface ConnectionWindows {
	/** Bytes that may be handed to the line before it gives credit. */
	readonly sendBytes: number;
	/** Bytes that the line may hand over before anybody reads. */
	readonly receiveBytes: number;
	/** How much must have been read before the line is given credit; see `InboundOptions`. */
	readonly creditBatchBytes?: number;
	/** Most bytes in one call of `data`. */
	readonly pieceBytes: number;
}

export class CreditedConnection implements Connection {
	readonly closed: Promise<void>;
	readonly #line: ConnectionLine;
	readonly #inbound: InboundChannel;
	readonly #outbound: OutboundChannel;
	readonly #closed = createDeferred<void>();
	#receiving = true;
	#sending = true;

	constructor(line: ConnectionLine, windows: ConnectionWindows) {
		this.#line = line;
		this.closed = this.#closed.promise;
		this.#inbound = new InboundChannel({
			windowBytes: windows.receiveBytes,
			...(windows.creditBatchBytes !== undefined && { creditBatchBytes: windows.creditBatchBytes }),
			giveCredit: (bytes) => this.#receiving && line.credit(bytes),
			onCancel: (reason) => this.abort(reason),
		});
		this.#outbound = new OutboundChannel(
			{
				data: (bytes) => line.data(bytes),
				close: () => this.#finishSending(),
				abort: (reason) => this.abort(reason),
			},
			{ windowBytes: windows.sendBytes, maxCreditBytes: windows.sendBytes, pieceBytes: windows.pieceBytes },
		);
	}

	get readable(): ReadableStream<Uint8Array> {
		return this.#inbound.readable;
	}

	get writable(): WritableStream<Uint8Array> {
		return this.#outbound.writable;
	}

	abort(reason: unknown): void {
		if (!this.#receiving && !this.#sending) return;
		this.#inbound.discard();
		this.receiveReset(reason);
		this.#line.reset(reason);
	}

	// The line calls the rest.

	/** False when that is more than the window: the other end breaks the rules, and the bytes are not kept. */
	receive(bytes: Uint8Array): boolean {
		return !this.#receiving || this.#inbound.receive(bytes);
	}

	addCredit(bytes: number): void {
		this.#outbound.addCredit(bytes);
	}

	/** The other end sends no more. */
	receiveEnd(): void {
		if (!this.#receiving) return;
		this.#receiving = false;
		this.#inbound.close();
		this.#settle();
	}

	/** The connection is gone: what was received is still read, then `error` comes. */
	receiveReset(error: unknown): void {
		this.#receiving = false;
		this.#sending = false;
		this.#inbound.fail(error);
		this.#outbound.fail(error);
		this.#settle();
	}

	#finishSending(): void {
		if (!this.#sending) return;
		this.#sending = false;
		this.#line.end();
		this.#settle();
	}

	#settle(): void {
		if (!this.#receiving && !this.#sending) this.#closed.resolve();
	}
}
