/** Connections across `postMessage`: each end of the relay has one end of every connection, by number. */
import { asMachineError, fromWire, toWire } from "../errors.ts";
import type { ConnectionEvent } from "../protocol.ts";
import { CreditedConnection } from "./connection.ts";

/** Enough for a page that reads once in a frame. */
const windowBytes = 512 * 1024;
const pieceBytes = 64 * 1024;

type Post = (connection: number, event: ConnectionEvent, transfer: ArrayBuffer[]) => void;

export class Relay {
	readonly #post: Post;
	readonly #open = new Map<number, CreditedConnection>();

	constructor(post: Post) {
		this.#post = post;
	}

	/** This end of a connection whose other end is, or will be, opened under the same number. */
	open(number: number): CreditedConnection {
		const post = (event: ConnectionEvent, transfer: ArrayBuffer[] = []) => this.#post(number, event, transfer);
		const connection = new CreditedConnection(
			{
				data: (bytes) => {
					// A copy, as the writer keeps the original; passed on without another one.
					const copy = new Uint8Array(bytes);
					post({ type: "data", bytes: copy }, [copy.buffer]);
				},
				credit: (bytes) => post({ type: "credit", bytes }),
				end: () => post({ type: "end" }),
				reset: (reason) => post({ type: "reset", error: toWire(asMachineError(reason, "PortUnavailableError")) }),
			},
			{ sendBytes: windowBytes, receiveBytes: windowBytes, pieceBytes },
		);
		this.#open.set(number, connection);
		void connection.closed.then(() => this.#open.delete(number));
		return connection;
	}

	/** What the other end posted. It may be about a connection that this end has just ended. */
	receive(number: number, event: ConnectionEvent): void {
		const connection = this.#open.get(number);
		if (connection === undefined) return;
		switch (event.type) {
			case "data":
				connection.receive(event.bytes);
				break;
			case "credit":
				connection.addCredit(event.bytes);
				break;
			case "end":
				connection.receiveEnd();
				break;
			case "reset":
				connection.receiveReset(fromWire(event.error));
				break;
		}
	}

	/** The other end is gone, or never came about. */
	fail(number: number, error: unknown): void {
		this.#open.get(number)?.receiveReset(error);
	}

	failAll(error: unknown): void {
		for (const connection of [...this.#open.values()]) connection.receiveReset(error);
	}
}
