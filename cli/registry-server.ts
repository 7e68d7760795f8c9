/** A registry over HTTP. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "srvx/node";

export interface RegistryServer {
	/** Such as `http://127.0.0.1:5000`. */
	readonly origin: string;
	/** Ends open connections too. */
	close(): Promise<void>;
}

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
