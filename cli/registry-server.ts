/** A registry over HTTP. */
import { once } from "node:events";
import { createServer, type RequestListener, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { toNodeHandler } from "srvx/node";

export interface RegistryServer {
	/** Such as `http://127.0.0.1:5000`. */
	readonly origin: string;
	/** Ends open connections too. */
	close(): Promise<void>;
}

/** How long a client that was refused may go on sending. */
const LINGER_MS = 5_000;

/** Far more than any client sends; Node answers 431 to more. */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Listens on this machine only; port 0 takes a free one.
 * @throws Error with Node's code, such as `EADDRINUSE`
 */
export async function serveRegistry(handle: (request: Request) => Promise<Response>, port: number): Promise<RegistryServer> {
	// A push takes as long as it takes: a slow guest sends a layer for minutes.
	// Its type has HTTP/2 in it too.
	const listener = toNodeHandler(handle) as RequestListener;
	const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 }, listener);
	server.on("clientError", refuse);
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

/** By Node's code. */
const STATUS_OF: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/**
 * Answers what is not HTTP. Node would close the connection at once, and what the client still sends would then reset it before the
 * client has read the answer: so the rest is taken, and Node, which gives it to its parser, says of each piece that it is wrong.
 */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
	if (socket.writableEnded) return;
	if (!socket.writable || error.code === "ECONNRESET") {
		socket.destroy();
		return;
	}
	const status = STATUS_OF[error.code ?? ""] ?? 400;
	socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
	const giveUp = setTimeout(() => socket.destroy(), LINGER_MS);
	socket.once("close", () => clearTimeout(giveUp));
}
