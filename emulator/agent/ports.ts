/** Ports of the guest, on the connections that the computer dials. */
import type { Computer, Connection } from "../computer.ts";
import { MachineError } from "../errors.ts";
import type { ClientRequest } from "../http/client.ts";
import type { GuestConnection, GuestPorts, PortRequest, PortResponse } from "../machine.ts";
import type { HostCalls } from "./host-calls.ts";

export class Ports implements GuestPorts {
	readonly #computer: Computer;
	readonly #hostCalls: HostCalls;
	readonly #whenRunning: (signal?: AbortSignal) => Promise<void>;
	readonly #open = new Set<Connection>();

	constructor(computer: Computer, hostCalls: HostCalls, whenRunning: (signal?: AbortSignal) => Promise<void>) {
		this.#computer = computer;
		this.#hostCalls = hostCalls;
		this.#whenRunning = whenRunning;
	}

	async connect(port: number, { signal }: { readonly signal?: AbortSignal } = {}): Promise<GuestConnection> {
		const connection = await this.#dial(port, signal);
		return {
			readable: connection.readable,
			writable: connection.writable,
			close: () => connection.abort(closedError(port)),
		};
	}

	async request(request: PortRequest): Promise<PortResponse> {
		// With a parser that most visits never need.
		const { encodeHead, sendRequest } = await import("../http/client.ts");
		const { port, signal, body, headers = [] } = request;
		const sent: ClientRequest = {
			method: request.method,
			path: request.path,
			headers: [...headers].filter(([name]) => name.toLowerCase() !== "connection"),
			body: typeof body === "string" ? new TextEncoder().encode(body) : body,
			host: `localhost:${port}`,
		};
		const head = encodeHead(sent);
		const connection = await this.#dial(port, signal);
		const handleAbort = () => connection.abort(signal?.reason);
		if (signal?.aborted) handleAbort();
		signal?.addEventListener("abort", handleAbort, { once: true });
		void connection.closed.then(() => signal?.removeEventListener("abort", handleAbort));
		try {
			const { status, fields, body } = await sendRequest(connection, head, sent);
			return { status, headers: toHeaders(fields), body };
		} catch (thrown) {
			const error = signal?.aborted ? signal.reason : noAnswer(port, thrown);
			connection.abort(error);
			throw error;
		}
	}

	/** Ends every connection: the guest is gone, or starts anew. */
	endAll(error: unknown): void {
		for (const connection of this.#open) connection.abort(error);
	}

	async #dial(port: number, signal: AbortSignal | undefined): Promise<Connection> {
		if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`${port} is not a TCP port`);
		await this.#whenRunning(signal);
		const dialing = this.#computer.dial(port, signal);
		try {
			const connection = await this.#hostCalls.settle(dialing, signal);
			this.#open.add(connection);
			void connection.closed.then(() => this.#open.delete(connection));
			return connection;
		} catch (thrown) {
			// It may come about all the same, with nobody to use it.
			dialing.then(
				(connection) => connection.abort(thrown),
				() => {},
			);
			throw thrown;
		}
	}
}

function closedError(port: number): MachineError {
	return new MachineError("PortUnavailableError", `The connection to port ${port} was closed here.`, { detail: "closed" });
}

function noAnswer(port: number, thrown: unknown): unknown {
	if (thrown instanceof MachineError) return thrown;
	const why = thrown instanceof Error ? thrown.message : String(thrown);
	return new MachineError("PortUnavailableError", `Port ${port} of the machine gave no HTTP answer: ${why}.`, {
		detail: "no-answer",
		cause: thrown,
	});
}

function toHeaders(fields: readonly (readonly [string, string])[]): Headers {
	const headers = new Headers();
	for (const [name, value] of fields) {
		try {
			headers.append(name, value);
		} catch {
			// Not allowed in HTTP; programs that send such a header expect nobody to read it.
		}
	}
	return headers;
}
