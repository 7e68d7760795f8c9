/** One TCP connection of the stack: lwIP on one side, streams on the other. */
import { type ConnectionLine, CreditedConnection } from "../flow/connection.ts";
import { type Handle, WINDOW_BYTES } from "./lwip.ts";

/** Full segments, and within what crosses to lwIP at once. */
const pieceBytes = 22 * 1460;

/**
 * lwIP decides itself when to tell the other end. Far below the window of a connection that could not agree on a larger one than 64 kB:
 * Linux makes such ones when more begin at once than it has room for.
 */
const creditBatchBytes = 8 * 1460;

/** What a connection asks of lwIP, by handle. Each call may make events of this and other connections follow. */
export interface TcpCalls {
	/** False: not now; try again when something was acknowledged. */
	write(handle: Handle, bytes: Uint8Array): boolean;
	received(handle: Handle, length: number): void;
	end(handle: Handle): void;
	/** Both directions have ended; nothing more is heard of it. */
	release(handle: Handle): void;
	abort(handle: Handle): void;
	/** The stack can forget it. */
	forget(): void;
}

export class TcpConnection {
	readonly streams: CreditedConnection;
	readonly #calls: TcpCalls;
	#handle: Handle;
	/** What lwIP had no room for, although within the window: it bounds pieces as well. */
	#waiting: Uint8Array[] = [];
	#ending: "no" | "after-waiting" | "told" = "no";
	#remoteEnded = false;

	constructor(handle: Handle, calls: TcpCalls) {
		this.#handle = handle;
		this.#calls = calls;
		const line: ConnectionLine = {
			data: (bytes) => this.#write(bytes),
			credit: (bytes) => {
				if (this.#handle !== 0) calls.received(this.#handle, bytes);
			},
			end: () => this.#end(),
			reset: () => this.#reset(),
		};
		this.streams = new CreditedConnection(line, {
			sendBytes: WINDOW_BYTES,
			receiveBytes: WINDOW_BYTES,
			creditBatchBytes,
			pieceBytes,
		});
	}

	/** lwIP freed its side: from now on nothing reaches it. To be called at once, before what it means for the streams. */
	loseHandle(): void {
		this.#handle = 0;
		this.#waiting = [];
		this.#calls.forget();
	}

	// The rest is called when lwIP is not running.

	receive(bytes: Uint8Array): void {
		if (!this.streams.receive(bytes)) this.streams.abort(new Error("lwIP took more than its window"));
	}

	receiveEnd(): void {
		this.#remoteEnded = true;
		this.streams.receiveEnd();
		this.#releaseWhenOver();
	}

	acknowledge(length: number): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const bytes of waiting) this.#write(bytes);
		if (this.#ending === "after-waiting") this.#end();
		this.streams.addCredit(length);
	}

	fail(error: unknown): void {
		this.streams.receiveReset(error);
	}

	#write(bytes: Uint8Array): void {
		if (this.#handle === 0) return;
		if (this.#waiting.length > 0 || !this.#calls.write(this.#handle, bytes)) this.#waiting.push(bytes.slice());
	}

	#end(): void {
		if (this.#handle === 0) return;
		this.#ending = this.#waiting.length > 0 ? "after-waiting" : "told";
		if (this.#ending !== "told") return;
		this.#calls.end(this.#handle);
		this.#releaseWhenOver();
	}

	#releaseWhenOver(): void {
		if (this.#handle === 0 || !this.#remoteEnded || this.#ending !== "told") return;
		this.#calls.release(this.#handle);
		this.loseHandle();
	}

	#reset(): void {
		if (this.#handle === 0) return;
		this.#calls.abort(this.#handle);
		this.loseHandle();
	}
}
