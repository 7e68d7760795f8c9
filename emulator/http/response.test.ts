import { describe, expect, it } from "vitest";
import { HttpResponseReader } from "./response.ts";

/** The answer in pieces of `pieceBytes`, as a connection may deliver it. */
function answer(text: string, pieceBytes = 7): ReadableStream<Uint8Array> {
	const bytes = new TextEncoder().encode(text);
	let at = 0;
	return new ReadableStream({
		pull: (controller) => {
			if (at >= bytes.length) return controller.close();
			controller.enqueue(bytes.slice(at, at + pieceBytes));
			at += pieceBytes;
		},
	});
}

async function read(text: string, method = "GET", pieceBytes?: number) {
	const reader = new HttpResponseReader(answer(text, pieceBytes), method);
	const { status, headers } = await reader.head();
	let body = "";
	for (let piece = await reader.read(); piece !== undefined; piece = await reader.read()) body += new TextDecoder().decode(piece);
	return { status, headers: Object.fromEntries(headers), body };
}

describe("reading an answer of the engine", () => {
	it("reads a body of given length and stops there", async () => {
		const found = await read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello");
		expect(found).toEqual({ status: 200, headers: { "content-length": "5", "x-a": "1, 2" }, body: "hello" });
	});

	it("reads a chunked body, whatever pieces it comes in", async () => {
		const text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: t\r\n\r\n";
		for (const pieceBytes of [1, 3, 1000]) expect((await read(text, "GET", pieceBytes)).body).toBe("hello world");
	});

	it("reads a body that ends with the connection", async () => {
		expect((await read("HTTP/1.1 200 OK\r\n\r\nto the end")).body).toBe("to the end");
	});

	it("knows that some answers have no body", async () => {
		expect((await read("HTTP/1.1 204 No Content\r\n\r\n")).body).toBe("");
		expect((await read("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n")).body).toBe("");
		expect((await read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HEAD")).body).toBe("");
		expect((await read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HEAD")).body).toBe("");
	});

	it("passes over interim answers", async () => {
		const text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok";
		expect(await read(text)).toMatchObject({ status: 201, body: "ok" });
	});

	it("takes a broken-off answer for no answer", async () => {
		await expect(read("")).rejects.toThrow("ended");
		await expect(read("HTTP/1.1 200 OK\r\nContent-Le")).rejects.toThrow();
		await expect(read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")).rejects.toThrow();
		await expect(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")).rejects.toThrow();
		await expect(read("SSH-2.0-OpenSSH\r\n\r\n")).rejects.toThrow();
	});

	it("keeps no more of a body than was read from the connection", async () => {
		let pulled = 0;
		const endless = new ReadableStream<Uint8Array>(
			{
				pull: (controller) => {
					pulled++;
					controller.enqueue(new TextEncoder().encode(pulled === 1 ? "HTTP/1.1 200 OK\r\n\r\n" : "x".repeat(1000)));
				},
			},
			{ highWaterMark: 0 },
		);
		const reader = new HttpResponseReader(endless, "GET");
		await reader.head();
		await reader.read();
		expect(pulled).toBe(2);
	});
});
