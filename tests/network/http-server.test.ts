/** The HTTP server of the guest's network, spoken to byte by byte. */
import { describe, expect, it } from "vitest";
import type { HttpHandler } from "#emulator/http/server.ts";
import { connectHttp } from "../support/http-connection.ts";

const echo: HttpHandler = async (request) => {
	const { pathname, search } = new URL(request.url);
	return new Response(`${request.method} ${pathname}${search} ${await request.text()}`);
};

/** The answer to `text`, sent at once, until the server closes. */
async function exchange(text: string, handler: HttpHandler = echo): Promise<string> {
	const client = connectHttp(handler);
	await client.send(text);
	await client.end();
	const answer = await client.receive();
	await client.served;
	return answer;
}

const host = "Host: registry.lab\r\n";

describe("requests", () => {
	it("have a method, a URL with the host's name, headers and a body", async () => {
		let seen: Request | undefined;
		const answer = await exchange(
			`PUT /v2/a%2Fb?x=1&y=%20 HTTP/1.1\r\n${host}Content-Length: 5\r\nCookie: a=1\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello`,
			async (request) => {
				seen = request;
				return new Response(await request.text());
			},
		);
		expect(seen?.method).toBe("PUT");
		expect(seen?.url).toBe("http://registry.lab/v2/a%2Fb?x=1&y=%20");
		expect([...(seen?.headers ?? [])]).toEqual([
			["content-length", "5"],
			["cookie", "a=1"],
			["host", "registry.lab"],
			["x-a", "1, 2"],
		]);
		expect(answer).toContain("hello");
	});

	it("may come in chunks, in any pieces", async () => {
		const client = connectHttp(echo);
		const text = `POST /x HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nTrailer: t\r\n\r\n`;
		for (const letter of text) await client.send(letter);
		expect(await client.receive("world")).toContain("POST /x hello world");
	});

	it("follow one another on a connection, also without waiting for answers", async () => {
		const get = (path: string) => `GET ${path} HTTP/1.1\r\n${host}\r\n`;
		const answer = await exchange(`${get("/1")}POST /2 HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\nhi${get("/3")}`);
		expect(answer.match(/(GET|POST) \/\d \w*/g)).toEqual(["GET /1 ", "POST /2 hi", "GET /3 "]);
		expect(answer.match(/connection: keep-alive/g)).toHaveLength(3);
	});

	it("are told to go on only when somebody wants their body", async () => {
		const head = `PUT /x HTTP/1.1\r\n${host}Content-Length: 5\r\nExpect: 100-continue\r\n\r\n`;
		const client = connectHttp(echo);
		await client.send(head);
		expect(await client.receive("\r\n\r\n")).toBe("HTTP/1.1 100 Continue\r\n\r\n");
		await client.send("hello");
		expect(await client.receive("hello")).toContain("PUT /x hello");

		const unwanted = connectHttp(async () => new Response("no", { status: 401 }));
		await unwanted.send(head);
		const answer = await unwanted.receive();
		expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized/);
		expect(answer).toContain("connection: close");
	});

	it("have bodies that nobody need read", async () => {
		const body = "x".repeat(100_000);
		const post = `POST /1 HTTP/1.1\r\n${host}Content-Length: ${body.length}\r\n\r\n${body}`;
		const answer = await exchange(
			`${post}GET /2 HTTP/1.1\r\n${host}\r\n`,
			async ({ url }) => new Response(new URL(url).pathname),
		);
		expect(answer.match(/\/[12]\r/g)).toEqual(["/1\r", "/2\r"]);
	});

	it("wait for their readers", async () => {
		let read = () => {};
		const client = connectHttp(async (request) => {
			await new Promise<void>((resolve) => {
				read = resolve;
			});
			return new Response(String((await request.arrayBuffer()).byteLength));
		});
		await client.send(`POST / HTTP/1.1\r\n${host}Content-Length: 1000000\r\n\r\n`);
		let sent = false;
		const sending = client.send("x".repeat(1_000_000)).then(() => {
			sent = true;
		});
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(sent).toBe(false);
		read();
		await sending;
		expect(await client.receive("1000000")).toContain("1000000");
	});
});

describe("answers", () => {
	const get = `GET / HTTP/1.1\r\n${host}\r\n`;

	it("have the length that they say, or chunks", async () => {
		const sized = await exchange(
			get,
			async () => new Response("hello", { headers: { "Content-Length": "5", "Set-Cookie": "a=1" } }),
		);
		expect(sized).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
		expect(sized).toMatch(/content-length: 5\r\n[\s\S]*set-cookie: a=1\r\n[\s\S]*\r\n\r\nhello$/);
		const streamed = await exchange(get, async () => new Response("hello"));
		expect(streamed).toMatch(/transfer-encoding: chunked\r\n[\s\S]*\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/);
		const empty = await exchange(get, async () => new Response(null, { status: 201 }));
		expect(empty).toMatch(/^HTTP\/1\.1 201 Created\r\n[\s\S]*content-length: 0\r\n[\s\S]*\r\n\r\n$/);
	});

	it("end with the connection for HTTP/1.0", async () => {
		const answer = await exchange("GET / HTTP/1.0\r\n\r\n");
		expect(answer).not.toContain("chunked");
		expect(answer).toMatch(/connection: close\r\n\r\nGET \/ $/);
	});

	it("to HEAD have all but the body", async () => {
		const head = await exchange(`HEAD / HTTP/1.1\r\n${host}\r\n`, async () => {
			return new Response("hello", { headers: { "Content-Length": "5" } });
		});
		expect(head).toMatch(/content-length: 5\r\n[\s\S]*\r\n\r\n$/);
		for (const status of [204, 304]) {
			expect(await exchange(get, async () => new Response(null, { status }))).not.toContain("content-length");
		}
	});

	it("stream as they come, and stop when nobody reads", async () => {
		let pulled = 0;
		let cancelled = false;
		const endless = new ReadableStream<Uint8Array>({
			pull: (controller) => {
				pulled++;
				controller.enqueue(new Uint8Array(10_000));
			},
			cancel: () => {
				cancelled = true;
			},
		});
		const client = connectHttp(async () => new Response(endless));
		await client.send(get);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(pulled).toBeGreaterThan(3);
		expect(pulled).toBeLessThan(40);
		client.connection.abort(new Error("enough"));
		await client.served;
		expect(cancelled).toBe(true);
	});

	it("that break off break the connection off, so that nobody takes the part for the whole", async () => {
		const broken = new ReadableStream<Uint8Array>({
			start: (controller) => controller.enqueue(new TextEncoder().encode("half")),
			pull: (controller) => controller.error(new Error("the disk is gone")),
		});
		for (const response of [new Response(broken), new Response("short", { headers: { "Content-Length": "50" } })]) {
			const client = connectHttp(async () => response);
			await client.send(get);
			await expect(client.receive()).rejects.toThrow("reset by peer");
		}
	});

	it("tell of a service that fails, without its stack", async () => {
		const answer = await exchange(get, async () => {
			throw new Error("secret particulars");
		});
		expect(answer).toMatch(/^HTTP\/1\.1 500 /);
		expect(answer).not.toContain("secret");
	});

	it("stop being made when the client is gone", async () => {
		let aborted = false;
		const client = connectHttp(async ({ signal }) => {
			await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
			aborted = true;
			return new Response("late");
		});
		await client.send(get);
		client.connection.abort(new Error("gone"));
		await client.served;
		expect(aborted).toBe(true);
	});
});

describe("what is not right", () => {
	it.each([
		[400, "hello\r\n\r\n"],
		[400, "GET / HTTP/1.1\r\n\r\n"],
		[400, `GET / HTTP/1.1\r\n${host}Host: other.lab\r\n\r\n`],
		[400, `GET / HTTP/1.1\r\nHost: a b\r\n\r\n`],
		[400, `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`],
		[400, `POST / HTTP/1.1\r\n${host}Content-Length: 1e3\r\n\r\n`],
		[400, `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
		[400, `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
		[400, `GET http://example.org/ HTTP/1.1\r\n${host}\r\n`],
		[400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
		[431, `GET / HTTP/1.1\r\n${host}X-Long: ${"x".repeat(70_000)}\r\n\r\n`],
		[501, `CONNECT registry.lab:443 HTTP/1.1\r\n${host}\r\n`],
		[501, `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`],
		[505, `GET / HTTP/2.0\r\n${host}\r\n`],
	])("is answered with %i: %j", async (status, text) => {
		const answer = await exchange(text);
		expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w[\\s\\S]*connection: close\r\n\r\n\\w`));
	});

	it("is a connection that ends in the middle of a request, and gets no answer", async () => {
		await expect(exchange(`POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhel`)).resolves.toMatch(/^HTTP\/1\.1 500|^$/);
		expect(await exchange("GET / HT")).toBe("");
		expect(await exchange("")).toBe("");
	});
});
