/** The fake guest's TCP: who listens where, and connections that are two ends joined in memory. */
import type { Connection } from "../computer.ts";
import { MachineError } from "../errors.ts";
import { type ConnectionLine, CreditedConnection } from "../flow/connection.ts";

/** Takes the guest's end of a new connection. */
export type Listener = (connection: Connection) => void;

const windowBytes = 65536;
/** Not a divisor of anything, so that what is sent is cut in all places. */
const pieceBytes = 5003;

export class FakeNetwork {
	readonly #listeners = new Map<number, Listener>();
	readonly #open = new Set<Connection>();

	/** Until the returned function is called. A port that is taken goes to the later one. */
	listen(port: number, listener: Listener): () => void {
		this.#listeners.set(port, listener);
		return () => {
			if (this.#listeners.get(port) === listener) this.#listeners.delete(port);
		};
	}

	/** @throws MachineError `PortUnavailableError` when nobody listens */
	dial(port: number): Connection {
		const listener = this.#listeners.get(port);
		if (listener === undefined) {
			throw new MachineError("PortUnavailableError", `Nothing accepts connections at port ${port} of the machine.`, {
				detail: "refused",
			});
		}
		const [near, far] = joinedEnds();
		this.#open.add(far);
		void far.closed.then(() => this.#open.delete(far));
		listener(far);
		return near;
	}

	/** The guest is gone: nobody listens, and every connection is reset. */
	stop(): void {
		this.#listeners.clear();
		for (const connection of this.#open) connection.abort(new Error("the fake guest is gone"));
	}
}

function joinedEnds(): [Connection, Connection] {
	const windows = { sendBytes: windowBytes, receiveBytes: windowBytes, pieceBytes };
	const near: CreditedConnection = new CreditedConnection(
		lineTo(() => far),
		windows,
	);
	const far: CreditedConnection = new CreditedConnection(
		lineTo(() => near),
		windows,
	);
	return [near, far];
}

/** Everything arrives later than it was sent, in order. */
function lineTo(end: () => CreditedConnection): ConnectionLine {
	const later = (action: (end: CreditedConnection) => void) => queueMicrotask(() => action(end()));
	return {
		data: (bytes) => {
			const copy = bytes.slice();
			later((end) => end.receive(copy));
		},
		credit: (bytes) => later((end) => end.addCredit(bytes)),
		end: () => later((end) => end.receiveEnd()),
		reset: () => {
			const error = new MachineError("PortUnavailableError", "The machine broke the connection off.", { detail: "reset" });
			later((end) => end.receiveReset(error));
		},
	};
}
