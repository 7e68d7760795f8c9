import { describe, expect, it } from "vitest";
import { readAll } from "../agent/read-all.ts";
import type { GuestConnection, GuestProcess, Machine } from "../machine.ts";
import { eventually, expectSameBytes, maxBufferedBytes, noise, readText, run, utf8 } from "./support.ts";

const refused = { name: "PortUnavailableError", detail: "refused" };
const echoPort = 4001;
const webPort = 4002;

/** Runs `task` while a program listens at `port`. */
async function whileServing(
	machine: Machine,
	command: readonly string[],
	port: number,
	task: () => Promise<void>,
): Promise<void> {
	const server: GuestProcess = await machine.exec(command);
	try {
		await eventually(`something listens at port ${port}`, () => accepts(machine, port));
		await task();
	} finally {
		server.kill("SIGKILL");
		await server.exit;
	}
}

async function accepts(machine: Machine, port: number): Promise<boolean> {
	return await machine.ports.connect(port).then(
		(connection) => {
			connection.close();
			return true;
		},
		() => false,
	);
}

const whileEchoing = (machine: Machine, task: () => Promise<void>) =>
	whileServing(machine, ["busybox", "nc", "-ll", "-p", String(echoPort), "-e", "cat"], echoPort, task);

async function send(connection: GuestConnection, bytes: Uint8Array): Promise<void> {
	const writer = connection.writable.getWriter();
	await writer.write(bytes);
	await writer.close();
}

export function describePorts(machine: () => Machine): void {
	describe("ports", () => {
		it("refuses by name what nobody listens at, and what is no port", async () => {
			await expect(machine().ports.connect(4000)).rejects.toMatchObject(refused);
			await expect(machine().ports.request({ port: 4000, path: "/" })).rejects.toMatchObject(refused);
			for (const port of [0, -1, 65536, 80.5, Number.NaN]) {
				await expect(machine().ports.connect(port)).rejects.toThrow(RangeError);
			}
		});

		it("carries bytes both ways, in order and complete, and then the end", async () => {
			await whileEchoing(machine(), async () => {
				const sent = noise(600_000);
				const connection = await machine().ports.connect(echoPort);
				const [received] = await Promise.all([readAll(connection.readable), send(connection, sent)]);
				expectSameBytes(received, sent);
			});
		});

		it("carries several connections at once", async () => {
			await whileEchoing(machine(), async () => {
				const texts = Array.from({ length: 8 }, (_, index) => `connection ${index} `.repeat(1000));
				const echoed = texts.map(async (text) => {
					const connection = await machine().ports.connect(echoPort);
					const [received] = await Promise.all([readText(connection.readable), send(connection, utf8(text))]);
					return received;
				});
				expect(await Promise.all(echoed)).toEqual(texts);
			});
		});

		it("makes a writer wait when nobody reads what comes back", async () => {
			await whileEchoing(machine(), async () => {
				const connection = await machine().ports.connect(echoPort);
				const writer = connection.writable.getWriter();
				const limitBytes = 16 * maxBufferedBytes;
				let taken = 0;
				const writing = (async () => {
					for (; taken < limitBytes; taken += 65536) await writer.write(new Uint8Array(65536));
				})();
				writing.catch(() => {});
				let before = -1;
				await eventually("the writer waits", async () => {
					const still = taken === before;
					before = taken;
					await new Promise((resolve) => setTimeout(resolve, 300));
					return still && taken > 0;
				});
				expect(taken).toBeLessThan(limitBytes);
				connection.close();
				await expect(writing).rejects.toMatchObject({ name: "PortUnavailableError", detail: "closed" });
			});
		});

		it("ends a connection that is closed here, and refuses new ones when the program is killed", async () => {
			const closed = { name: "PortUnavailableError", detail: "closed" };
			await whileEchoing(machine(), async () => {
				const connection = await machine().ports.connect(echoPort);
				const reading = connection.readable.getReader().read();
				connection.close();
				connection.close();
				await expect(reading).rejects.toMatchObject(closed);
				await expect(connection.writable.getWriter().write(utf8("late"))).rejects.toMatchObject(closed);
			});
			// A child of the killed program may hold the port until it reads the end of its own connection.
			await eventually("nothing listens there", async () => !(await accepts(machine(), echoPort)));
		});

		it("gives up a connection whose caller lost interest", async () => {
			const controller = new AbortController();
			controller.abort(new Error("page left"));
			await expect(machine().ports.connect(echoPort, { signal: controller.signal })).rejects.toThrow("page left");
		});

		it("asks a web server", async () => {
			await machine().files.write("/tmp/web/page.html", "<h1>hello</h1>");
			await run(machine(), ["mkdir", "-p", "/tmp/web"]);
			const serverCommand = ["busybox", "httpd", "-f", "-p", String(webPort), "-h", "/tmp/web"];
			await whileServing(machine(), serverCommand, webPort, async () => {
				const page = await machine().ports.request({ port: webPort, path: "/page.html?x=1" });
				expect(page.status).toBe(200);
				expect(page.headers.get("content-length")).toBe("14");
				expect(await readText(page.body)).toBe("<h1>hello</h1>");
				const missing = await machine().ports.request({ port: webPort, path: "/nothing" });
				expect(missing.status).toBe(404);
				await missing.body.cancel();
				const head = await machine().ports.request({ port: webPort, method: "HEAD", path: "/page.html" });
				expect([head.status, await readText(head.body)]).toEqual([200, ""]);
			});
		});

		it("refuses what cannot be sent", async () => {
			await expect(machine().ports.request({ port: webPort, path: "no slash" })).rejects.toThrow(TypeError);
			const evil = [["X-A", "1\r\nEvil: 1"]] as const;
			await expect(machine().ports.request({ port: webPort, path: "/", headers: evil })).rejects.toThrow(TypeError);
		});

		it("says so when what answers does not speak HTTP", async () => {
			await whileEchoing(machine(), async () => {
				const asked = machine().ports.request({ port: echoPort, path: "/" });
				await expect(asked).rejects.toMatchObject({ name: "PortUnavailableError", detail: "no-answer" });
			});
		});
	});
}
