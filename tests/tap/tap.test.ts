/** The guest's tap, compiled for this machine, between real clients and a server of the test. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { until } from "../support/until.ts";

const SOURCES = fileURLToPath(new URL("../../emulator/guest/tap/", import.meta.url));
const WITHIN_MS = 5000;

interface Line {
	readonly event: string;
	readonly id?: number;
	readonly [name: string]: unknown;
}

let built: string;
let folder: string;
let tap: ChildProcess;
let engine: Server;
let clientPath: string;
let enginePath: string;

beforeAll(() => {
	built = mkdtempSync(path.join(tmpdir(), "tap-"));
	const files = readdirSync(SOURCES).filter((name) => name.endsWith(".c"));
	execFileSync("gcc", ["-std=gnu17", "-D_GNU_SOURCE", "-O1", "-o", path.join(built, "tap"), ...files], { cwd: SOURCES });
});
afterAll(() => rmSync(built, { recursive: true }));

beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), "tap-run-"));
	clientPath = path.join(folder, "client.sock");
	enginePath = path.join(folder, "engine.sock");
	tap = spawn(path.join(built, "tap"), [clientPath, enginePath, path.join(folder, "log")], { stdio: "inherit" });
	engine = createServer();
	await listen();
});
afterEach(async () => {
	tap.kill("SIGKILL");
	engine.closeAllConnections();
	engine.close();
	if (tap.exitCode === null && tap.signalCode === null) await once(tap, "exit");
	rmSync(folder, { recursive: true });
});

async function listen(): Promise<void> {
	engine.listen(enginePath);
	await once(engine, "listening");
	await until("the tap listens", async () => readdirSync(folder).includes("client.sock"), WITHIN_MS);
}

function lines(): Line[] {
	const log = readFileSync(path.join(folder, "log"), "utf8");
	return log
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Line)
		.filter(({ event }) => event !== "start");
}

async function untilEnded(count: number): Promise<Line[]> {
	await until(`${count} ends`, async () => lines().filter(({ event }) => event === "end").length >= count, WITHIN_MS);
	return lines();
}

/** One request by way of the tap. */
async function ask(options: {
	method?: string;
	path: string;
	body?: Buffer | string;
}): Promise<{ status: number; body: string }> {
	const asking = request({ socketPath: clientPath, method: options.method ?? "GET", path: options.path });
	asking.end(options.body);
	const [answer] = (await once(asking, "response")) as [IncomingMessage];
	return { status: answer.statusCode ?? 0, body: await text(answer) };
}

async function open(): Promise<Socket> {
	const socket = connect(clientPath);
	await once(socket, "connect");
	return socket;
}

describe("The tap", () => {
	it("notes method, path, status and the command of the process that asked", async () => {
		engine.on("request", (asked, answer) => {
			answer.statusCode = asked.method === "POST" ? 201 : 200;
			answer.end("fine");
		});
		expect(await ask({ method: "POST", path: "/v1.45/containers/create?name=a%22b", body: "{}" })).toEqual({
			status: 201,
			body: "fine",
		});
		expect(await untilEnded(1)).toEqual([
			{
				event: "ask",
				id: 1,
				at: expect.closeTo(Date.now(), -4),
				pid: process.pid,
				started: expect.any(Number),
				program: expect.any(String),
				command: readFileSync("/proc/self/cmdline", "utf8")
					.slice(0, 2048)
					.split("\0")
					.filter((word) => word !== ""),
				method: "POST",
				path: "/v1.45/containers/create?name=a%22b",
			},
			{ event: "answer", id: 1, status: 201, ms: expect.any(Number) },
			{ event: "end", id: 1, by: "complete", ms: expect.any(Number) },
		]);
	});

	it("finds every request of a connection that carries many, however the bytes are cut", async () => {
		engine.on("request", async (asked, answer) => {
			const body = await text(asked);
			if (asked.url === "/none") answer.statusCode = 204;
			// Without a length: in chunks.
			answer.write(asked.url === "/none" ? "" : `got ${body.length}`);
			answer.end();
		});
		const requests = [
			"HEAD /_ping HTTP/1.1\r\nHost: docker\r\n\r\n",
			"POST /one HTTP/1.1\r\nHost: docker\r\nContent-Length: 31\r\n\r\nGET /not-a-request HTTP/1.1\r\n\r\n",
			"POST /two HTTP/1.1\r\nHost: docker\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n3;x=y\r\nabc\r\n0\r\n\r\n",
			"GET /none HTTP/1.1\r\nHost: docker\r\n\r\n",
			"GET /last HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n",
		];
		const socket = await open();
		const all = text(socket);
		for (const byte of requests.join("")) {
			socket.write(byte);
			await new Promise(setImmediate);
		}
		expect((await all).match(/HTTP\/1\.1 \d+/g)).toEqual(
			["200", "200", "200", "204", "200"].map((status) => `HTTP/1.1 ${status}`),
		);
		const noted = await untilEnded(5);
		expect(noted.filter(({ event }) => event === "ask").map(({ method, path }) => `${method} ${path}`)).toEqual([
			"HEAD /_ping",
			"POST /one",
			"POST /two",
			"GET /none",
			"GET /last",
		]);
		expect(noted.filter(({ event }) => event === "answer").map(({ id, status }) => [id, status])).toEqual([
			[1, 200],
			[2, 200],
			[3, 200],
			[4, 204],
			[5, 200],
		]);
		expect(noted.filter(({ event, by }) => event === "end" && by === "complete")).toHaveLength(5);
	});

	it("carries large bodies both ways unchanged, with a slow reader in between", async () => {
		const sent = Buffer.from(Uint8Array.from({ length: 8_000_000 }, (_, index) => index * 31 + (index >> 9)));
		engine.on("request", (asked, answer) => {
			asked.pause();
			setTimeout(() => asked.pipe(answer), 50);
		});
		const asking = request({ socketPath: clientPath, method: "POST", path: "/load" });
		asking.end(sent);
		const [answer] = (await once(asking, "response")) as [IncomingMessage];
		const pieces: Buffer[] = [];
		for await (const piece of answer) pieces.push(piece as Buffer);
		expect(Buffer.concat(pieces).equals(sent)).toBe(true);
		await untilEnded(1);
	});

	it("stands back once a connection has become something else than HTTP, and passes on the end of either side alone", async () => {
		engine.on("upgrade", (_, socket) => {
			socket.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello\n");
			// Answers only when the client has said that no more comes.
			let got = "";
			socket.on("data", (piece: Buffer) => {
				got += piece.toString();
			});
			socket.on("end", () => socket.end(`you said ${got}`));
		});
		const socket = connect({ path: clientPath, allowHalfOpen: true });
		const all = text(socket);
		socket.write("POST /containers/x/attach?stream=1 HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
		await until("the upgrade is noted", async () => lines().some(({ status }) => status === 101), WITHIN_MS);
		socket.end("GET /in-the-stream HTTP/1.1\r\n\r\n");
		expect(await all).toContain("hello\nyou said GET /in-the-stream HTTP/1.1");
		const noted = await untilEnded(1);
		expect(noted.map(({ event }) => event)).toEqual(["ask", "answer", "end"]);
	});

	it("says who hung up on an answer that was not complete", async () => {
		engine.on("request", (asked, answer) => {
			answer.write("first");
			if (asked.url === "/killed") setTimeout(() => answer.destroy(), 20);
		});
		const leaving = await open();
		leaving.write("GET /events HTTP/1.1\r\nHost: docker\r\n\r\n");
		await once(leaving, "data");
		leaving.destroy();
		expect((await untilEnded(1)).at(-1)).toMatchObject({ id: 1, by: "client" });
		const left = await open();
		left.write("GET /killed HTTP/1.1\r\nHost: docker\r\n\r\n");
		await text(left);
		expect((await untilEnded(2)).at(-1)).toMatchObject({ id: 2, by: "engine" });
	});

	it("lets clients find nobody while the engine is away, and somebody as soon as it is back", async () => {
		const idle = await open();
		const hungUp = once(idle, "close");
		idle.resume();
		engine.closeAllConnections();
		engine.close();
		await until("the socket is gone", async () => !readdirSync(folder).includes("client.sock"), WITHIN_MS);
		await hungUp;
		const refused = connect(clientPath);
		const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
		expect(error.code).toBe("ENOENT");
		engine = createServer((_, answer) => void answer.end("back"));
		await listen();
		expect(await ask({ path: "/" })).toEqual({ status: 200, body: "back" });
	});

	it("passes on what is no HTTP at all, and notes nothing of it", async () => {
		engine.on("clientError", (_, socket) => void socket.end("what?"));
		const socket = await open();
		const all = text(socket);
		socket.write("\u0000\u0001nonsense\n".repeat(3000));
		expect(await all).toBe("what?");
		expect(lines()).toEqual([]);
	});

	it("keeps its log bounded", async () => {
		engine.on("request", (_, answer) => void answer.end());
		const long = `/${"x".repeat(3500)}`;
		for (let i = 0; i < 300; i++) await ask({ path: long });
		const sizes = ["log", "log.1"].map((name) => readFileSync(path.join(folder, name)).length);
		expect(Math.max(...sizes)).toBeLessThan(600_000);
		expect(await ask({ path: "/after" })).toMatchObject({ status: 200 });
		expect(lines().some(({ path }) => path === "/after")).toBe(true);
	}, 30_000);
});
