/** A proxy before the site that counts what crosses it, and can damage or refuse parts of the machine bundle. */
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { Socket } from "node:net";

/** What becomes of a request: `flip` changes a bit of the answer, `refuse` hangs up without one, `missing` says that there is no such thing. */
export type Fate = "pass" | "flip" | "refuse" | "missing";

export interface SiteProxy {
	readonly origin: string;
	/** Bytes sent to browsers so far, headers included. */
	readonly sentBytes: () => number;
	/** Decides about each request by its path. Default: everything passes. */
	fate: (path: string) => Fate;
	/** Replaces the body of an answer by path; undefined leaves it. With it set, the site is asked for uncompressed answers. */
	rewrite: ((path: string, body: Buffer) => Buffer | undefined) | undefined;
	stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<SiteProxy> {
	let sentBytes = 0;
	const sockets = new Set<Socket>();
	const server: Server = createServer((incoming, answer) => {
		const path = incoming.url ?? "/";
		const fate = proxy.fate(path);
		if (fate === "refuse") {
			incoming.socket.destroy();
			return;
		}
		if (fate === "missing") {
			answer.writeHead(404).end("Not found");
			return;
		}
		const headers = { ...incoming.headers };
		if (proxy.rewrite) delete headers["accept-encoding"];
		const outgoing = request(new URL(path, target), { method: incoming.method, headers }, (response) => {
			const pieces: Buffer[] = [];
			response.on("data", (piece: Buffer) => pieces.push(piece));
			response.on("end", () => {
				const received = Buffer.concat(pieces);
				const body = proxy.rewrite?.(path, received) ?? received;
				if (fate === "flip" && body.byteLength > 0) {
					const middle = body.byteLength >> 1;
					body[middle] = (body[middle] ?? 0) ^ 1;
				}
				const headers = { ...response.headers };
				if (body !== received) {
					// Nothing by which the browser could take it for the site's own when it asks again.
					for (const name of ["content-length", "etag", "last-modified"]) delete headers[name];
				}
				answer.writeHead(response.statusCode ?? 502, headers);
				answer.end(body);
			});
		});
		outgoing.on("error", () => incoming.socket.destroy());
		incoming.pipe(outgoing);
	});
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => {
			sockets.delete(socket);
			sentBytes += socket.bytesWritten;
		});
	});
	server.listen(0);
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("no port");
	const proxy: SiteProxy = {
		origin: `http://localhost:${address.port}`,
		sentBytes: () => sentBytes + [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
		fate: () => "pass",
		rewrite: undefined,
		async stop() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
	return proxy;
}
