/** A small site with the stand-in page, the previews' server beside it, and the tunnel to the test's own servers. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { WebSocketServer } from "ws";
import { buildPreview } from "#cli/build-preview.ts";
import { createPreviewServer } from "#preview/server.mjs";
import { freePorts } from "../free-ports.ts";

export interface PreviewStand {
	readonly origin: string;
	stop(): Promise<void>;
}

/** Ports of the machine lead to the same ports of this computer. */
export async function startPreviewStand(contentPolicy: string): Promise<PreviewStand> {
	await buildPreview();
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL("./page.ts", import.meta.url))],
		bundle: true,
		write: false,
		format: "iife",
		target: "es2023",
		define: { "process.env.SLIPWAY_PREVIEW_ORIGIN": '""' },
		loader: { ".wasm": "empty" },
	});
	const script = outputFiles[0]?.text ?? "";
	const [port] = await freePorts(2);
	const site = createServer((request, response) => {
		if (request.url === "/page.js") response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
		else {
			response.writeHead(200, {
				"Content-Type": "text/html",
				"Content-Security-Policy": contentPolicy,
				"Set-Cookie": "site=secret; Path=/",
			});
			response.end("<!doctype html><title>The site</title><h1>The site</h1><script src=/page.js></script>");
		}
	});
	const tunnels = new WebSocketServer({ server: site, path: "/tunnel" });
	tunnels.on("connection", (tunnel, request) => {
		const to = Number(new URL(request.url ?? "/", "http://site").searchParams.get("port"));
		const socket = connect({ port: to, allowHalfOpen: true });
		// Nothing is read before somebody asks for it.
		socket.pause();
		socket.on("data", (bytes) => {
			socket.pause();
			tunnel.send(bytes);
		});
		socket.on("close", () => tunnel.close());
		socket.on("error", () => tunnel.close());
		tunnel.on("message", (data: Buffer, isBinary) => {
			if (isBinary) socket.write(data);
			else if (String(data) === "more") socket.resume();
			else socket.end();
		});
		tunnel.on("close", () => socket.destroy());
	});
	const previews = createPreviewServer();
	await listen(site, port ?? 0);
	await listen(previews, (port ?? 0) + 1);
	return {
		origin: `http://slipway.localhost:${port}`,
		async stop() {
			for (const tunnel of tunnels.clients) tunnel.terminate();
			for (const server of [site, previews]) {
				server.closeAllConnections();
				server.close();
			}
		},
	};
}

async function listen(server: Server, port: number): Promise<AddressInfo> {
	server.listen(port);
	await once(server, "listening");
	return server.address() as AddressInfo;
}
