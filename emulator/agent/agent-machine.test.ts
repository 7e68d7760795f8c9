import { afterEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "../errors.ts";
import { FakeComputer, type FakeOptions } from "../fake/fake-computer.ts";
import type { Machine, MachineStatus } from "../machine.ts";
import { createAgentMachine } from "./agent-machine.ts";
import { encodeFields } from "./fields.ts";
import { encodeFrame } from "./frames.ts";
import { readAll } from "./read-all.ts";
import { FrameType } from "./wire.ts";

const machines: Machine[] = [];

function setUp(options?: FakeOptions) {
	const computer = new FakeComputer(options);
	const machine = createAgentMachine(computer);
	machines.push(machine);
	const history: MachineStatus[] = [];
	machine.subscribe((status) => history.push(status));
	return { computer, machine, history };
}

/** Settles at the first status from now on that has these properties. */
function reaches(machine: Machine, wanted: Partial<Record<"state" | "agent" | "stage", string>>): Promise<void> {
	return new Promise((resolve) => {
		const unsubscribe = machine.subscribe((status) => {
			const flat = { ...status, ...("progress" in status ? status.progress : {}) };
			if (!Object.entries(wanted).every(([key, value]) => Object.entries(flat).some(([k, v]) => k === key && v === value)))
				return;
			unsubscribe();
			resolve();
		});
	});
}

async function output(machine: Machine, command: string): Promise<string> {
	const process = await machine.exec(command);
	return new TextDecoder().decode(await readAll(process.stdout));
}

describe("a machine on a computer with an agent", () => {
	afterEach(async () => {
		vi.useRealTimers();
		await Promise.all(machines.splice(0).map((machine) => machine.dispose()));
	});

	it("boots cold: nothing is sent before the agent speaks", async () => {
		const { computer, machine, history } = setUp({ agentStartMs: 30 });
		const sent = vi.spyOn(computer, "sendAgentBytes");
		const sentAtHello: number[] = [];
		machine.subscribe((status) => {
			if (status.state === "starting" && status.progress.stage === "connect") sentAtHello.push(sent.mock.calls.length);
		});
		await machine.start({ from: "cold" });
		expect(sentAtHello).toEqual([0]);
		const stages = history.flatMap((status) => (status.state === "starting" ? [status.progress.stage] : []));
		expect([...new Set(stages)]).toEqual(["manifest", "download", "boot", "connect"]);
		expect(await output(machine, "echo up")).toBe("up\n");
	});

	it("fails by name when the computer cannot start", async () => {
		const startError = new MachineError("DigestMismatchError", "part 7 is damaged", { detail: "7" });
		const { machine } = setUp({ startError });
		const waiting = machine.exec("true");
		await expect(waiting).rejects.toMatchObject({ name: "MachineOffError" });
		const starting = machine.start();
		const early = machine.exec("true");
		await expect(starting).rejects.toBe(startError);
		await expect(early).rejects.toBe(startError);
		expect(machine.status).toEqual({ state: "failed", error: startError });
	});

	it("gives up on a restored guest whose agent stays silent", async () => {
		vi.useFakeTimers();
		const { machine } = setUp({ withoutAgent: true });
		const starting = machine.start();
		starting.catch(() => {});
		await vi.advanceTimersByTimeAsync(19_000);
		expect(machine.status).toMatchObject({ state: "starting", progress: { stage: "connect" } });
		await vi.advanceTimersByTimeAsync(2_000);
		await expect(starting).rejects.toMatchObject({ name: "GuestStartError" });
		expect(machine.status).toMatchObject({ state: "failed" });
		expect(vi.getTimerCount()).toBe(0);
	});

	it("gives a booting guest more time", async () => {
		vi.useFakeTimers();
		const { machine } = setUp({ withoutAgent: true });
		const starting = machine.start({ from: "cold" });
		starting.catch(() => {});
		await vi.advanceTimersByTimeAsync(179_000);
		expect(machine.status).toMatchObject({ state: "starting", progress: { stage: "boot" } });
		await vi.advanceTimersByTimeAsync(2_000);
		await expect(starting).rejects.toMatchObject({ name: "GuestStartError" });
	});

	it("refuses an agent that speaks another version", async () => {
		const { computer, machine } = setUp({ withoutAgent: true });
		const starting = machine.start();
		await reaches(machine, { stage: "connect" });
		computer.injectAgentBytes(
			encodeFrame(
				FrameType.hello,
				0,
				0,
				encodeFields([
					["version", "99"],
					["nonce", ""],
				]),
			),
		);
		await expect(starting).rejects.toMatchObject({ name: "BundleMismatchError", detail: "99" });
	});

	it("ends everything by name when the kernel panics", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		const process = await machine.exec("cat");
		const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
		computer.panic("Kernel panic - not syncing: Attempted to kill init!");
		const panic = { name: "KernelPanicError", detail: expect.stringContaining("Attempted to kill init") };
		await expect(process.exit).rejects.toMatchObject(panic);
		await expect(process.stdin.getWriter().write(new Uint8Array(1))).rejects.toMatchObject(panic);
		await expect(readAll(process.stdout)).rejects.toMatchObject(panic);
		await expect(terminal.exit).rejects.toMatchObject(panic);
		await expect(machine.stats()).rejects.toMatchObject(panic);
		expect(machine.status).toMatchObject({ state: "failed", error: panic });
	});

	it("keeps its first failure, and lets itself be disposed of", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		computer.fail(new MachineError("WorkerLostError", "the worker ended"));
		computer.fail(new MachineError("EmulatorCrashedError", "and then this"));
		computer.powerOff();
		expect(machine.status).toMatchObject({ state: "failed", error: { name: "WorkerLostError" } });
		await machine.dispose();
		expect(machine.status).toEqual({ state: "disposed" });
	});

	it("settles calls to a computer that never answers when it is disposed of", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		vi.spyOn(computer, "save").mockReturnValue(new Promise(() => {}));
		const saving = machine.save();
		const pausing = machine.pause();
		saving.catch(() => {});
		pausing.catch(() => {});
		await machine.dispose();
		await expect(saving).rejects.toMatchObject({ name: "MachineDisposedError" });
		await expect(pausing).rejects.toMatchObject({ name: "MachineDisposedError" });
	});

	it("gives output that came before the agent was lost, then the loss", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		const process = await machine.exec("echo first; sleep 1000");
		const reader = process.stdout.getReader();
		expect(new TextDecoder().decode((await reader.read()).value)).toBe("first\n");
		computer.killAgent();
		await expect(reader.read()).rejects.toMatchObject({ name: "AgentLostError" });
	});

	it("keeps calls waiting while the agent is away, and gives up when it does not come back", async () => {
		vi.useFakeTimers();
		const { computer, machine } = setUp();
		const starting = machine.start();
		await vi.advanceTimersByTimeAsync(1_000);
		await starting;
		// A new agent that says hello and then answers nothing.
		vi.spyOn(computer, "sendAgentBytes").mockImplementation(() => {});
		computer.killAgent();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(machine.status).toEqual({ state: "running", agent: "lost" });
		const waiting = machine.exec("true");
		waiting.catch(() => {});
		await vi.advanceTimersByTimeAsync(60_000);
		await expect(waiting).rejects.toMatchObject({ name: "AgentLostError" });
		expect(machine.status).toMatchObject({ state: "failed", error: { name: "AgentLostError" } });
	});

	it("survives an agent that dies again and again while it is being greeted", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		computer.killAgent();
		await reaches(machine, { agent: "lost" });
		computer.killAgent();
		expect(await output(machine, "echo back")).toBe("back\n");
		expect(machine.status).toEqual({ state: "running", agent: "ready" });
	});

	it("sets the clock after the host slept", async () => {
		vi.useFakeTimers();
		const { machine } = setUp();
		const starting = machine.start();
		await vi.advanceTimersByTimeAsync(1_000);
		await starting;
		const guestMs = async () => {
			const reading = output(machine, "date +%s.%N");
			await vi.advanceTimersByTimeAsync(100);
			return Number(await reading) * 1000;
		};
		vi.setSystemTime(Date.now() + 3_600_000);
		expect(Date.now() - (await guestMs())).toBeGreaterThan(3_000_000);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(Math.abs(Date.now() - (await guestMs()))).toBeLessThan(1_000);
	});

	it("says that the engine does not listen", async () => {
		const { computer, machine } = setUp();
		await machine.start();
		computer.setEngineListening(false);
		const asking = machine.engine.request({ path: "/_ping" });
		await expect(asking).rejects.toMatchObject({ name: "EngineUnavailableError", detail: "ECONNREFUSED" });
	});

	it("refuses commands that no program can be started with", async () => {
		const { machine } = setUp();
		await machine.start();
		const refused = (detail: string) => ({ name: "GuestCommandError", detail });
		await expect(machine.exec([])).rejects.toMatchObject(refused("EINVAL"));
		await expect(machine.exec(["echo", "a\0b"])).rejects.toMatchObject(refused("EINVAL"));
		await expect(machine.exec("true", { env: { "A=B": "1" } })).rejects.toMatchObject(refused("EINVAL"));
		await expect(machine.exec(["echo", "x".repeat(100_000)])).rejects.toMatchObject(refused("E2BIG"));
	});

	it("leaves no timer behind when it is disposed of", async () => {
		vi.useFakeTimers();
		const { machine } = setUp();
		const starting = machine.start();
		await vi.advanceTimersByTimeAsync(1_000);
		await starting;
		const opening = machine.exec("sleep 1000", { timeoutMs: 60_000 });
		await vi.advanceTimersByTimeAsync(100);
		await opening;
		await machine.dispose();
		await vi.advanceTimersByTimeAsync(0);
		expect(vi.getTimerCount()).toBe(0);
	});
});
