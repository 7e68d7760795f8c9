/** What a curious person does to a machine that cannot be harmed. It answers as long as it can, and says how it ended. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, Typist } from "#emulator/contract/support.ts";
import type { EngineResponse, Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "../support/until.ts";

const size = { columns: 80, rows: 24 };
const sessions = "/sys/fs/cgroup/sessions";
/** Well below a second with a core of its own. */
const AT_ONCE_MS = 10_000;

describe("A machine that is maltreated", { timeout: 6 * 60_000 }, () => {
	let machine: Machine;

	beforeEach(async () => {
		machine = createNodeMachine();
		await machine.start();
	});

	afterEach(() => machine.dispose());

	async function type(text: string): Promise<Typist> {
		const typist = new Typist(await machine.openTerminal(size));
		await typist.type(text);
		return typist;
	}

	async function processes(): Promise<number> {
		return Number(new TextDecoder().decode(await machine.files.read(`${sessions}/pids.current`)));
	}

	function post(path: string, body: unknown = {}): Promise<EngineResponse> {
		const headers = { "Content-Type": "application/json" };
		return machine.engine.request({ method: "POST", path, headers, body: JSON.stringify(body) });
	}

	/** What the page asks, answered while people's own processes fight for the CPU. */
	async function expectAnswersAtOnce(): Promise<void> {
		const askedMs = Date.now();
		expect((await machine.stats()).load[0]).toBeGreaterThan(1);
		expect((await machine.engine.request({ path: "/_ping" })).status).toBe(200);
		expect(Date.now() - askedMs).toBeLessThan(AT_ONCE_MS);
	}

	it("answers during a fork bomb, which can be ended", async () => {
		// What ends it has to be in memory.
		await run(machine, "true");
		await type(":(){ :|:& };:\r");
		await until("the bomb goes off", async () => (await processes()) > 200, 120_000);
		// An average, which the kernel renews every five seconds.
		await until("the load is told", async () => (await machine.stats()).load[0] > 1, 30_000);
		await expectAnswersAtOnce();
		expect((await run(machine, "echo heard")).stdout).toBe("heard\n");
		await expectAnswersAtOnce();
		expect((await run(machine, `echo 1 > ${sessions}/cgroup.kill`)).code).toBe(137);
		await until("the bomb is over", async () => (await processes()) < 5, 30_000);
		expect((await run(machine, "echo quiet")).stdout).toBe("quiet\n");
		expect((await run(machine, "docker ps")).code).toBe(0);
	});

	it("keeps people's processes below a number that leaves Docker room", async () => {
		const most = Number(new TextDecoder().decode(await machine.files.read(`${sessions}/pids.max`)));
		expect(most).toBeLessThanOrEqual(1024);
		const typist = await type("for i in {1..1100}; do sleep 4311 & done\r");
		await typist.shows("Resource temporarily unavailable");
		expect(await processes()).toBe(most);
		// `docker` would be one of those processes; the engine and its containers are not.
		const created = await post("/containers/create", { Image: "busybox", Cmd: ["sh", "-c", "true & wait"] });
		expect(created.status).toBe(201);
		const { Id } = (await created.json()) as { Id: string };
		expect((await post(`/containers/${Id}/start`)).status).toBe(204);
		expect(await (await post(`/containers/${Id}/wait`)).json()).toEqual({ StatusCode: 0 });
	});

	it("answers when nothing is left on its disk, and names what is missing", async () => {
		const typist = await type("rm -rf --no-preserve-root / 2>/dev/null; printf 'rm %s\\n' ended\r");
		await typist.shows("rm ended");
		expect((await machine.stats()).diskTotalBytes).toBeGreaterThan(0);
		const missing = { name: "GuestCommandError", detail: "ENOENT" };
		await expect(machine.exec("true")).rejects.toMatchObject(missing);
		await expect(machine.openTerminal(size)).rejects.toMatchObject(missing);
		await expect(machine.files.read("/etc/passwd")).rejects.toMatchObject({ name: "GuestFileError", detail: "ENOENT" });
		await expect(machine.engine.request({ path: "/_ping" })).rejects.toMatchObject({ name: "EngineUnavailableError" });
		expect(machine.status).toEqual({ state: "running", agent: "ready" });
	});

	it("is off when poweroff was typed, and open calls are told so", async () => {
		const sleeping = await machine.exec(["sleep", "4312"]);
		const typist = await type("poweroff\r");
		const ends = Promise.allSettled([typist.rest(), sleeping.exit]);
		await until("it is off", async () => machine.status.state === "off", 60_000);
		expect(machine.status).toEqual({ state: "off", reason: "powered-off" });
		await ends;
		await expect(machine.exec("true")).rejects.toMatchObject({ name: "MachineOffError", detail: "powered-off" });
	});

	it("says that its kernel panicked, and why", async () => {
		const sleeping = await machine.exec(["sleep", "4313"]);
		const panicked = { name: "KernelPanicError", detail: expect.stringContaining("sysrq triggered crash") };
		const typist = await type("echo c > /proc/sysrq-trigger\r");
		await Promise.all([
			expect(typist.rest()).rejects.toMatchObject(panicked),
			expect(sleeping.exit).rejects.toMatchObject(panicked),
		]);
		expect(machine.status).toMatchObject({ state: "failed", error: panicked });
		await expect(machine.exec("true")).rejects.toMatchObject(panicked);
		expect(await machine.consoleLog()).toContain("Kernel panic - not syncing: sysrq triggered crash");
	});
});
