/** The HTTP client for the guest's ports, at the other end of a server written out by hand. */
import { describe, expect, it } from "vitest";
import { readAll } from "#emulator/agent/read-all.ts";
import type { Connection } from "#emulator/computer.ts";
import { type ClientRequest, encodeHead, sendRequest } from "#emulator/http/client.ts";
import { joinedConnections } from "../support/http-connection.ts";

const get: ClientRequest = { path: "/", headers: [], body: undefined, host: "localhost:80" };

function ask(client: Connection, request: Partial<ClientRequest> = {}) {
	const sent = { ...get, ...request };
	return sendRequest(client, encodeHead(sent), sent);
}

/** Reads up to a blank line, or to `until`. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, until = "\r\n\r\n"): Promise<string> {
	let text = "";
	while (!text.includes(until)) {
		const { done, value } = await reader.read();
		if (done) throw new Error(`the client ended after "${text}"`);
		text += new TextDecoder().decode(value);
	}
	return text;
}

function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

describe("a request to a port", () => {
	it("ends the connection in good order after the answer, which servers may insist on", async () => {
		const { client, server } = joinedConnections();
		const answering = ask(client);
		const reader = server.readable.getReader();
		expect(await readUntil(reader)).toMatch(/^GET \/ HTTP\/1\.1\r\nHost: localhost:80\r\nConnection: close\r\n/);
		const writer = server.writable.getWriter();
		await writer.write(utf8("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
		expect(new TextDecoder().decode(await readAll((await answering).body))).toBe("ok");
		// An end, not a reset.
		expect(await reader.read()).toEqual({ done: true, value: undefined });
		await writer.close();
		await Promise.all([client.closed, server.closed]);
	});

	it("resets the connection when its answer is not wanted to the end, or goes on after its end", async () => {
		for (const answer of ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]) {
			const { client, server } = joinedConnections();
			const answering = ask(client);
			const reader = server.readable.getReader();
			await readUntil(reader);
			const writer = server.writable.getWriter();
			await writer.write(utf8(answer));
			const { body } = await answering;
			if (answer.includes("9")) await body.cancel();
			else {
				await readAll(body);
				await writer.write(utf8("more"));
			}
			await expect(server.closed).resolves.toBeUndefined();
			await expect(writer.write(utf8("x"))).rejects.toThrow("reset by peer");
		}
	});

	it("streams its body in chunks, or in the length that the caller knows", async () => {
		const streamed = () => new Response("hello").body as ReadableStream<Uint8Array>;
		const bare = joinedConnections();
		void ask(bare.client, { method: "POST", body: streamed() }).catch(() => {});
		expect(await readUntil(bare.server.readable.getReader(), "0\r\n\r\n")).toMatch(
			/Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/,
		);
		const sized = joinedConnections();
		void ask(sized.client, { method: "POST", body: streamed(), headers: [["Content-Length", "5"]] }).catch(() => {});
		expect(await readUntil(sized.server.readable.getReader(), "hello")).toMatch(/Content-Length: 5\r\n\r\nhello$/);
	});

	it("resets the connection when its body breaks off, so that nobody takes the part for the whole", async () => {
		const { client, server } = joinedConnections();
		const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("the file is gone")) });
		const answering = ask(client, { method: "POST", body: broken });
		await expect(readUntil(server.readable.getReader(), "0\r\n\r\n")).rejects.toThrow("reset by peer");
		await expect(answering).rejects.toThrow("the file is gone");
	});
});
