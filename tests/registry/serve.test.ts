/** `npx slipway registry serve`, as scripts and people use it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlipwayRun, slipway, startSlipway } from "../support/slipway.ts";
import { digestOf, pushBlob, pushImage, type Send } from "./client.ts";

describe("slipway registry serve", { timeout: 60_000 }, () => {
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), "slipway-registry-"));
	});
	afterAll(() => rm(folder, { recursive: true }));

	/** Where a registry listens that was just started. */
	async function address({ child, ended }: SlipwayRun): Promise<{ origin: string; send: Send }> {
		for (let said = ""; !said.includes("\n"); ) {
			const [piece] = (await Promise.race([
				once(child.stdout, "data"),
				ended.then((end) => Promise.reject(new Error(end.stderr))),
			])) as [string];
			said += piece;
			const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
			if (origin) return { origin, send: (url, init) => fetch(origin + url, init) };
		}
		throw new Error("it did not say where");
	}

	async function interrupt({ child, ended }: SlipwayRun): Promise<{ stderr: string; code: number | null }> {
		child.kill("SIGINT");
		const { stderr, code } = await ended;
		return { stderr, code };
	}

	it("says where it listens, and ends cleanly at Ctrl-C, also with connections open", async () => {
		const run = startSlipway(["registry", "serve", "--port", "0"]);
		const { origin, send } = await address(run);
		const { digest } = await pushImage(send, "a", "v1");
		expect((await send(`/v2/a/manifests/${digest}`)).status).toBe(200);
		const idle = connect(Number(new URL(origin).port), "127.0.0.1");
		await once(idle, "connect");
		const hungUp = once(idle, "close");
		idle.on("error", () => {});
		expect(await interrupt(run)).toEqual({ stderr: "", code: 0 });
		await hungUp;
	});

	it("keeps what was pushed in its folder, an unfinished upload too", async () => {
		const dir = path.join(folder, "kept");
		const first = startSlipway(["registry", "serve", "--port", "0", "--dir", dir]);
		const before = await address(first);
		const { content } = await pushImage(before.send, "a", "v1");
		const location = (await before.send("/v2/a/blobs/uploads/", { method: "POST" })).headers.get("Location") ?? "";
		await before.send(location, { method: "PATCH", body: "first " });
		const busy = await slipway(["registry", "serve", "--port", "0", "--dir", dir]);
		expect(busy).toMatchObject({ code: 1, stderr: expect.stringMatching(/is in use by process \d+\.\n$/) });
		expect((await interrupt(first)).code).toBe(0);

		const second = startSlipway(["registry", "serve", "--port", "0", "--dir", dir]);
		const { send } = await address(second);
		expect(await (await send("/v2/a/manifests/v1")).text()).toBe(content);
		await send(location, { method: "PATCH", body: "second" });
		const digest = digestOf("first second");
		expect((await send(`${location}?digest=${digest}`, { method: "PUT" })).status).toBe(201);
		expect(await (await send(`/v2/a/blobs/${digest}`)).text()).toBe("first second");
		expect((await interrupt(second)).code).toBe(0);
	});

	it("asks for the passwords that it was given, also after a restart without them", async () => {
		const dir = path.join(folder, "accounts");
		const first = startSlipway(["registry", "serve", "--port", "0", "--dir", dir, "--user", "alice:one", "bob:t:wo"]);
		const ping = async (send: Send, credentials: string): Promise<number> =>
			(await send("/v2/", { headers: { Authorization: `Basic ${btoa(credentials)}` } })).status;
		const { send } = await address(first);
		expect(await Promise.all(["alice:one", "bob:t:wo", "alice:two", "carol:x"].map((each) => ping(send, each)))).toEqual([
			200, 200, 401, 401,
		]);
		await interrupt(first);
		const second = startSlipway(["registry", "serve", "--port", "0", "--dir", dir]);
		const later = await address(second);
		expect(await ping(later.send, "alice:one")).toBe(200);
		expect((await later.send("/v2/alice/app/blobs/uploads/", { method: "POST" })).status).toBe(401);
		await interrupt(second);
	});

	it("tells what is wrong when it cannot serve", async () => {
		const run = startSlipway(["registry", "serve", "--port", "0"]);
		const { port } = new URL((await address(run)).origin);
		expect(await slipway(["registry", "serve", "--port", port])).toEqual({
			stdout: "",
			stderr: `slipway: Port ${port} is in use by another program. Choose another one with --port.\n`,
			code: 1,
		});
		await interrupt(run);
		const cases: [words: string[], said: string][] = [
			[[], "--port"],
			[["--port", "70000"], "from 0 to 65535"],
			[["--port", "0", "--user", "alice"], "a colon and a password"],
			[["--port", "0", "--user", "Alice:x"], "cannot be a name"],
			[["--port", "0", "--dir", "/dev/null/x"], "cannot be used"],
		];
		for (const [words, said] of cases) {
			expect(await slipway(["registry", "serve", ...words]), said).toMatchObject({
				code: 1,
				stderr: expect.stringContaining(said),
			});
		}
	});

	it("answers a push that finds the disk full with an error that Docker shows, and keeps what is there", async () => {
		const dir = path.join(folder, "full");
		// A limit on the size of files fails writes as a full disk does. 4096 blocks of 1 kB.
		const program = path.resolve("cli/bin.mjs");
		const limited = [
			"-c",
			'ulimit -f 4096; exec "$0" "$@"',
			process.execPath,
			program,
			"registry",
			"serve",
			"--port",
			"0",
			"--dir",
			dir,
		];
		const child = spawn("bash", limited, { stdio: ["pipe", "pipe", "pipe"] });
		const ended = once(child, "close").then(([code]) => ({ stdout: "", stderr: "", code: code as number | null }));
		child.stdout.setEncoding("utf8");
		const { send } = await address({ child, ended });
		const { content } = await pushImage(send, "a", "v1");
		const location = (await send("/v2/a/blobs/uploads/", { method: "POST" })).headers.get("Location") ?? "";
		await send(location, { method: "PATCH", body: new Uint8Array(1_000_000) });
		const refused = await send(location, { method: "PATCH", body: new Uint8Array(30_000_000) });
		expect([refused.status, await refused.json()]).toEqual([
			413,
			{ errors: [{ code: "DENIED", message: expect.stringContaining("no space left"), detail: {} }] },
		]);
		expect((await send(location)).headers.get("Range")).toBe("0-999999");
		await send(location, { method: "DELETE" });
		expect(await (await send("/v2/a/manifests/v1")).text()).toBe(content);
		expect(await readdir(path.join(dir, "uploads"))).toEqual([]);
		expect((await interrupt({ child, ended })).code).toBe(0);
	});

	it("answers what is not HTTP as it should be with a status, and goes on", async () => {
		const run = startSlipway(["registry", "serve", "--port", "0"]);
		const { origin, send } = await address(run);
		const { digest } = await pushBlob(send, "a", "content");
		// More than sockets buffer, so that the client still sends when it is refused.
		const endless = "y".repeat(5_000_000);
		const answers = async (request: string, hangUp = false): Promise<string> => {
			const socket = connect(Number(new URL(origin).port), "127.0.0.1");
			let said = "";
			socket.setEncoding("utf8").on("data", (piece: string) => {
				said += piece;
			});
			// Fails when the connection is reset: a client that is reset may never have read the answer.
			const closed = once(socket, "close");
			socket.write(request);
			if (hangUp) socket.end();
			await closed;
			return said;
		};
		const head = "Host: x\r\nConnection: close\r\n\r\n";
		expect(await answers(`GET /v2/ HTTP/1.1\r\nX: ${endless}\r\n${head}`)).toMatch(/^HTTP\/1\.1 431 /);
		expect(await answers(`GET /v2/\0 HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 400 /);
		expect(await answers("\x16\x03\x01\x02\x00 hello TLS\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
		expect(await answers(`GET /v2/../../etc/passwd HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 404 /);
		expect(await answers(`GET /v2/a/..%2f..%2fa/manifests/x HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 400 .*NAME_INVALID/s);
		expect(await answers(`GET /v2/a/blobs/${digest}?x=%2f&y=%zz HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 200 .*content$/s);
		expect(await answers(`PUT /v2/a/manifests/x HTTP/1.1\r\nContent-Length: 99\r\n${head}{`, true)).toMatch(
			/^(HTTP\/1\.1 400 |$)/,
		);
		expect((await send(`/v2/a/blobs/${digest}`)).status).toBe(200);
		expect((await interrupt(run)).stderr).toBe("");
	});
});
