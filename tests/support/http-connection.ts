/** Connections in memory, and an HTTP server on one, for tests that write requests byte by byte. */
import type { Connection } from "#emulator/computer.ts";
import { CreditedConnection } from "#emulator/flow/connection.ts";
import { type HttpHandler, serveHttp } from "#emulator/http/server.ts";

export interface HttpClient {
	readonly connection: Connection;
	/** Settles when the server is done with the connection. */
	readonly served: Promise<void>;
	send(text: string): Promise<void>;
	/** What the server sends until it closes, or until all that was sent so far contains `until`. */
	receive(until?: string): Promise<string>;
	/** No more requests. */
	end(): Promise<void>;
}

/** Both ends of a connection in memory. What is sent arrives later, in pieces of the size of packets. */
export function joinedConnections(windowBytes = 65_536): { client: Connection; server: Connection } {
	const windows = { sendBytes: windowBytes, receiveBytes: windowBytes, pieceBytes: 1460 };
	const line = (end: () => CreditedConnection) => {
		const later = (action: (end: CreditedConnection) => void) => queueMicrotask(() => action(end()));
		return {
			data: (bytes: Uint8Array) => {
				const copy = bytes.slice();
				later((end) => end.receive(copy));
			},
			credit: (bytes: number) => later((end) => end.addCredit(bytes)),
			end: () => later((end) => end.receiveEnd()),
			reset: () => later((end) => end.receiveReset(new Error("reset by peer"))),
		};
	};
	const client: CreditedConnection = new CreditedConnection(
		line(() => server),
		windows,
	);
	const server: CreditedConnection = new CreditedConnection(
		line(() => client),
		windows,
	);
	return { client, server };
}

export function connectHttp(handler: HttpHandler, windowBytes?: number): HttpClient {
	const { client, server } = joinedConnections(windowBytes);
	const served = serveHttp(server, handler);
	const writer = client.writable.getWriter();
	const reader = client.readable.getReader();
	const decoder = new TextDecoder();
	let received = "";
	return {
		connection: client,
		served,
		send: (text) => writer.write(new TextEncoder().encode(text)),
		async receive(until) {
			while (until === undefined || !received.includes(until)) {
				const { done, value } = await reader.read();
				if (done) break;
				received += decoder.decode(value, { stream: true });
			}
			return received;
		},
		end: () => writer.close(),
	};
}
