/** What goes through a preview as bytes: streams, uploads, WebSockets; in a browser without a guest. */
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { html, previewVisits } from "../support/preview-stand/visit.ts";

describe("A preview", () => {
	const visitOfTest = previewVisits();

	it("streams an answer as it comes, and tells the guest when nobody reads on", async () => {
		const visit = visitOfTest();
		let response: ServerResponse | undefined;
		let hungUp = false;
		visit.handlers = {
			"/": html("<p>"),
			"/stream": (_, answer) => {
				response = answer;
				answer.writeHead(200, { "Content-Type": "text/event-stream" });
				answer.write("data: one\n\n");
				answer.on("close", () => {
					hungUp = true;
				});
			},
		};
		const frame = await visit.show("/");
		await frame.evaluate(() => {
			const events = new EventSource("/stream");
			events.onmessage = ({ data }) => {
				document.body.dataset.got = `${document.body.dataset.got ?? ""} ${data}`;
				if (data === "two") events.close();
			};
		});
		await expect.poll(() => frame.evaluate(() => document.body.dataset.got)).toBe(" one");
		response?.write("data: two\n\n");
		await expect.poll(() => frame.evaluate(() => document.body.dataset.got)).toBe(" one two");
		await expect.poll(() => hungUp).toBe(true);
	});

	it("does not read ahead of a page that does not read: a gigabyte stays in the guest", async () => {
		const visit = visitOfTest();
		let written = 0;
		visit.handlers = {
			"/": html("<p>"),
			"/big": (_, answer) => {
				answer.writeHead(200);
				const piece = Buffer.alloc(256 * 1024);
				const write = () => {
					while (written < 2 ** 30) {
						written += piece.length;
						if (!answer.write(piece)) {
							answer.once("drain", write);
							return;
						}
					}
					answer.end();
				};
				write();
			},
		};
		const frame = await visit.show("/");
		await frame.evaluate(async () => {
			const answer = await fetch("/big");
			Object.assign(window, { reader: answer.body?.getReader() });
		});
		let before = -1;
		while (written !== before) {
			before = written;
			await visit.page.waitForTimeout(500);
		}
		// Chromium itself takes some fifty megabytes ahead of a page; then it stands still.
		expect(written).toBeLessThan(128 * 2 ** 20);
		await frame.evaluate(() => (window as unknown as { reader: ReadableStreamDefaultReader }).reader.cancel());
	});

	it("uploads a large file whole", async () => {
		const visit = visitOfTest();
		const received: number[] = [];
		let digest = 0;
		visit.handlers = {
			"/": html("<p>"),
			"/upload": (request, response) => {
				let size = 0;
				request.on("data", (bytes: Buffer) => {
					size += bytes.length;
					for (let at = 0; at < bytes.length; at += 4099) digest = (digest * 31 + (bytes[at] ?? 0)) | 0;
				});
				request.on("end", () => {
					received.push(size, Number(request.headers["content-length"]));
					response.end("thanks");
				});
			},
		};
		const frame = await visit.show("/");
		const size = 20 * 2 ** 20 + 7;
		const answer = await frame.evaluate(
			async (bytes) => (await fetch("/upload", { method: "PUT", body: new Uint8Array(bytes).fill(7) })).text(),
			size,
		);
		expect(answer).toBe("thanks");
		expect(received).toEqual([size, size]);
	});

	it("carries a WebSocket: text, bytes, the subprotocol, cookies, and the closing of either side", async () => {
		const visit = visitOfTest();
		visit.handlers = { "/": html("<p>", { "Set-Cookie": "id=7; HttpOnly" }) };
		const sockets = new WebSocketServer({
			server: visit.server,
			path: "/ws",
			handleProtocols: (offered) => [...offered][1] ?? false,
		});
		let cookie: string | undefined;
		let closed: unknown;
		sockets.on("connection", (socket, request) => {
			cookie = request.headers.cookie;
			socket.on("message", (data: Buffer, isBinary) => socket.send(isBinary ? data : `echo ${data}`, { binary: isBinary }));
			socket.on("close", (code, reason) => {
				closed = [code, reason.toString()];
			});
		});
		const frame = await visit.show("/");
		const result = await frame.evaluate(async () => {
			const socket = new WebSocket(`ws://${location.host}/ws`, ["a", "b"]);
			socket.binaryType = "arraybuffer";
			const got: unknown[] = [socket instanceof WebSocket, socket.readyState];
			await new Promise((resolve) => (socket.onopen = resolve));
			got.push(socket.protocol);
			const next = () => new Promise<unknown>((resolve) => (socket.onmessage = ({ data }) => resolve(data)));
			socket.send("grüße");
			got.push(await next());
			socket.send(new Uint8Array(100_000).fill(9));
			const bytes = (await next()) as ArrayBuffer;
			got.push(bytes.byteLength, new Uint8Array(bytes)[99_999]);
			socket.close(3001, "enough");
			const end = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve));
			got.push(end.code, end.wasClean, socket.bufferedAmount);
			return got;
		});
		expect(result).toEqual([true, 0, "b", "echo grüße", 100_000, 9, 3001, true, 0]);
		expect(cookie).toBe("id=7");
		await expect.poll(() => closed).toEqual([3001, "enough"]);
		const refused = await frame.evaluate(async () => {
			const socket = new WebSocket("/nowhere");
			const seen: string[] = [];
			socket.onerror = () => seen.push("error");
			const end = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve));
			return [...seen, end.code];
		});
		expect(refused).toEqual(["error", 1006]);
		sockets.close();
	});

	it("answers first bytes within milliseconds of the server's own", async () => {
		const visit = visitOfTest();
		visit.handlers = { "/": html("<p>"), "/quick": (_, response) => response.end("quick") };
		const frame = await visit.show("/");
		const times = await frame.evaluate(async () => {
			const all: number[] = [];
			for (let run = 0; run < 30; run += 1) {
				const startedMs = performance.now();
				await fetch("/quick");
				all.push(performance.now() - startedMs);
			}
			return all.sort((a, b) => a - b);
		});
		console.log(`first byte through the tunnel, median ${times[15]?.toFixed(1)} ms, longest ${times[29]?.toFixed(1)} ms`);
		expect(times[15]).toBeLessThan(100);
	});
});
