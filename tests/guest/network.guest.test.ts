/** The real guest's network: names, the gateway, HTTPS, containers, and connections into the guest. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAll } from "#emulator/agent/read-all.ts";
import { noise, run } from "#emulator/contract/support.ts";
import type { GuestConnection, Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "../support/until.ts";

async function seconds(action: () => Promise<unknown>): Promise<number> {
	const startMs = Date.now();
	await action();
	return (Date.now() - startMs) / 1000;
}

async function connectWhenReady(machine: Machine, port: number): Promise<GuestConnection> {
	let connection: GuestConnection | undefined;
	await until(
		`port ${port} accepts`,
		async () => {
			connection = await machine.ports.connect(port).catch(() => undefined);
			return connection !== undefined;
		},
		60_000,
	);
	return connection as unknown as GuestConnection;
}

describe("The guest's network", { timeout: 4 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});

	afterAll(() => machine.dispose());

	it("has the gateway's page, by HTTP and by HTTPS that the guest trusts", async () => {
		for (const scheme of ["http", "https"]) {
			const page = await run(machine, `curl -sS --max-time 60 ${scheme}://gateway.lab/`);
			expect(page).toMatchObject({ code: 0, stderr: "" });
			expect(page.stdout).toContain("Names it knows");
		}
	});

	it("answers a ping", async () => {
		expect((await run(machine, "ping -c 3 -i 0.2 -W 5 gateway.lab")).stdout).toContain("3 received");
	});

	it("fails fast for names and addresses that are not there", async () => {
		const unknown = await run(machine, "curl -sS http://example.org/");
		expect(unknown.stderr).toContain("Could not resolve host");
		expect(await seconds(() => run(machine, "curl -sS http://example.org/"))).toBeLessThan(5);
		expect((await run(machine, "curl -sS --max-time 60 http://10.1.2.3/")).code).toBe(7);
		expect(await seconds(() => run(machine, "curl -sS http://10.1.2.3/"))).toBeLessThan(5);
		expect((await run(machine, "busybox wget -T 60 -qO- http://192.168.86.1:81/")).stderr).toContain("refused");
	});

	it("reaches into containers: names, pages, quick refusals", async () => {
		const inContainer = (command: string) => run(machine, `docker run --rm busybox sh -c '${command}'`);
		expect((await inContainer("wget -qO- http://gateway.lab/")).stdout).toContain("Names it knows");
		expect((await inContainer("nslookup gateway.lab")).stdout).toContain("192.168.86.1");
		expect((await inContainer("wget -qO- http://example.org/")).stderr).toContain("bad address");
		expect((await inContainer("wget -T 60 -qO- http://10.1.2.3/")).stderr).toContain("unreachable");
	});

	it("reaches containers on a network of their own, by way of Docker's name server", async () => {
		await run(machine, "docker network create shop");
		const page = await run(machine, "docker run --rm --network shop busybox wget -qO- http://gateway.lab/");
		expect(page.stdout).toContain("Names it knows");
	});

	it("gives a published port to the page", async () => {
		const started = await run(
			machine,
			"docker run -d --name web -p 8080:80 busybox sh -c 'mkdir /www && echo hello > /www/index.html && httpd -f -h /www'",
		);
		expect(started.code).toBe(0);
		const answer = async () => {
			const { status, body } = await machine.ports.request({ port: 8080, path: "/" });
			return `${status} ${new TextDecoder().decode(await readAll(body))}`;
		};
		await until("the container answers", async () => (await answer().catch(() => "")) !== "", 60_000);
		expect(await answer()).toBe("200 hello\n");
		await run(machine, "docker rm -f web");
		await expect(machine.ports.connect(8080)).rejects.toMatchObject({ name: "PortUnavailableError", detail: "refused" });
	});

	it("keeps bytes in order and complete, a slow reader beside a fast one", async () => {
		const content = noise(10_000_000);
		await machine.files.write("/tmp/content", content);
		const server = await machine.exec("while busybox nc -l -p 4100 < /tmp/content; do :; done");
		const fast = await connectWhenReady(machine, 4100);
		const received = await readAll(fast.readable);
		expect(Buffer.from(received).equals(Buffer.from(content))).toBe(true);
		fast.close();
		const slow = await connectWhenReady(machine, 4100);
		const reader = slow.readable.getReader();
		const slowly = (async () => {
			let bytes = 0;
			for (;;) {
				const { done, value } = await reader.read();
				if (done) return bytes;
				bytes += value.length;
				// A tenth of a second for each 64 kB.
				await new Promise((resolve) => setTimeout(resolve, (value.length / 65_536) * 100));
			}
		})();
		expect((await run(machine, "curl -sS http://gateway.lab/")).code).toBe(0);
		expect(await slowly).toBe(content.length);
		slow.close();
		server.kill("SIGKILL");
		await server.exit;
	});

	it("resets what was connected when the machine was saved, on both sides", async () => {
		// Started outside of every session, so that only the network can end it.
		await run(machine, "setsid busybox nc -ll -p 4200 -e cat >/dev/null 2>&1 </dev/null &");
		const connection = await connectWhenReady(machine, 4200);
		await connection.writable.getWriter().write(Uint8Array.of(1));
		expect((await connection.readable.getReader().read()).value).toEqual(Uint8Array.of(1));
		const serving = "pgrep -x cat";
		expect((await run(machine, serving)).code).toBe(0);
		const state = await machine.save();
		expect((await run(machine, serving)).code).toBe(0);
		await machine.dispose();
		machine = createNodeMachine();
		await machine.start({ from: state });
		await until("the guest's end is gone", async () => (await run(machine, serving)).code === 1, 60_000);
		expect((await run(machine, "curl -sS http://gateway.lab/")).code).toBe(0);
	});
});
