import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { MachineError } from "#emulator/errors.ts";
import type { GuestConnection } from "#emulator/machine.ts";
import type { FromSocket, ToSocket } from "#preview/protocol.ts";
import { answerSocket } from "./answer-socket.ts";

/** Connections of this computer, in place of a guest's. */
const ports = {
	async connect(port: number): Promise<GuestConnection> {
		const socket = connect(port);
		try {
			await once(socket, "connect");
		} catch {
			throw new MachineError("PortUnavailableError", "refused", { detail: "refused" });
		}
		const { readable, writable } = Duplex.toWeb(socket);
		return {
			readable: readable as ReadableStream<Uint8Array>,
			writable: writable as WritableStream<Uint8Array>,
			close: () => socket.destroy(),
		};
	},
};

describe("a WebSocket of a page, against a well-kept server", () => {
	let server: WebSocketServer;
	let port: number;

	beforeEach(async () => {
		server = new WebSocketServer({ port: 0, maxPayload: 200_000_000 });
		await once(server, "listening");
		port = (server.address() as AddressInfo).port;
	});

	afterEach(() => {
		for (const client of server.clients) client.terminate();
		server.close();
	});

	function open(to = port) {
		const { port1: page, port2 } = new MessageChannel();
		const told: FromSocket[] = [];
		const stop = new AbortController();
		let changed = () => {};
		page.onmessage = ({ data }: MessageEvent<FromSocket>) => {
			told.push(data);
			changed();
		};
		const headers = [["Host", "localhost"]] as const;
		const done = answerSocket(ports, { port: to, path: "/", protocols: [], headers }, port2, stop.signal);
		async function until(kind: FromSocket["kind"], count = 1): Promise<void> {
			while (told.filter((message) => message.kind === kind).length < count)
				await new Promise<void>((resolve) => (changed = resolve));
		}
		const say = (message: ToSocket) => page.postMessage(message);
		return { told, until, say, stop, done, page };
	}

	async function accepted(): Promise<WebSocket> {
		const [socket] = (await once(server, "connection")) as [WebSocket];
		return socket;
	}

	it("carries messages of every length of length, both ways, unchanged", async () => {
		server.on("connection", (socket) => socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary })));
		const { told, until, say, page } = open();
		await until("open");
		const sizes = [0, 1, 125, 126, 65_535, 65_536, 1_000_000];
		for (const size of sizes) say({ kind: "bytes", bytes: new Uint8Array(size).map((_, at) => at * 7) });
		say({ kind: "text", text: "grüße 🚢" });
		await until("text");
		const got = told.filter((message) => message.kind === "bytes").map(({ bytes }) => bytes);
		expect(got.map(({ length }) => length)).toEqual(sizes);
		expect(got.every((bytes) => bytes.every((byte, at) => byte === ((at * 7) & 255)))).toBe(true);
		expect(told).toContainEqual({ kind: "text", text: "grüße 🚢" });
		expect(told.filter((message) => message.kind === "sent").reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
			sizes.reduce((sum, size) => sum + size, 0) + new TextEncoder().encode("grüße 🚢").length,
		);
		say({ kind: "close", reason: "" });
		await until("closed");
		page.close();
	});

	it("puts together messages that come in pieces, and answers pings between them", async () => {
		const { told, until, say } = open();
		const socket = await accepted();
		const ponged = once(socket, "pong");
		await until("open");
		socket.send("one ", { fin: false });
		socket.ping("are you there");
		socket.send("two", { fin: true });
		await until("text");
		expect(told).toContainEqual({ kind: "text", text: "one two" });
		expect(String((await ponged)[0])).toBe("are you there");
		say({ kind: "close", reason: "" });
		await until("closed");
	});

	it("ends as either side says, with its code and reason", async () => {
		const first = open();
		const socket = await accepted();
		await first.until("open");
		socket.close(4000, "go away");
		await first.done;
		await first.until("closed");
		expect(first.told.at(-1)).toEqual({ kind: "closed", code: 4000, reason: "go away", clean: true, failed: false });

		const second = open();
		const other = await accepted();
		const closed = once(other, "close");
		await second.until("open");
		second.say({ kind: "close", code: 3000, reason: "enough" });
		await second.done;
		expect((await closed).map(String)).toEqual(["3000", "enough"]);
	});

	it("that is refused, or meets no WebSocket server, ends as failed", async () => {
		const refused = open(1);
		await refused.done;
		await refused.until("closed");
		expect(refused.told).toEqual([{ kind: "closed", code: 1006, reason: "", clean: false, failed: true }]);
		server.close();
		const plain = (await import("node:http")).createServer((_, response) => response.end("hello"));
		plain.listen(0);
		await once(plain, "listening");
		const page = open((plain.address() as AddressInfo).port);
		await page.done;
		await page.until("closed");
		expect(page.told.at(-1)).toMatchObject({ code: 1006, failed: true });
		plain.closeAllConnections();
		plain.close();
	});

	it("whose server breaks the rules is closed with the rule's code", async () => {
		const { told, until, done } = open();
		const socket = await accepted();
		await until("open");
		const closed = once(socket, "close");
		const raw = (socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket;
		// A text that is not UTF-8.
		raw.write(Uint8Array.from([0x81, 0x01, 0xff]));
		expect((await closed)[0]).toBe(1007);
		await done;
		await until("closed");
		expect(told.at(-1)).toMatchObject({ code: 1007, clean: false, failed: true });
	});

	it("reads no more from the server than a page takes that is slow", async () => {
		const { until, told, stop, done } = open();
		const socket = await accepted();
		await until("open");
		const piece = new Uint8Array(1_000_000);
		for (let sent = 0; sent < 100; sent += 1) socket.send(piece);
		await until("bytes", 4);
		for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		expect(told.filter((message) => message.kind === "bytes").length).toBeLessThan(12);
		stop.abort();
		await done;
	});
});
