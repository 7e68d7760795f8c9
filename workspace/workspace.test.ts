import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import { type MachineDouble, machineDouble, visiblePage } from "./test-double.ts";
import { createWorkspace } from "./workspace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function workspaceOfDoubles() {
	const machines: MachineDouble[] = [];
	const workspace = createWorkspace({
		page: visiblePage(),
		createMachine: () => {
			const machine = machineDouble();
			machines.push(machine);
			return machine;
		},
	});
	return { workspace, machines, state: () => workspace.store.getState() };
}

/** Lets everything that waits for nothing but a promise happen. */
async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(0);
}

describe("a workspace", () => {
	it("shows a start from the first click on, then the running machine with its engine and figures", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		expect(state().machine.phase).toBe("idle");
		workspace.start();
		expect(state().machine).toMatchObject({ phase: "starting", start: { stage: "manifest" } });
		await settle();
		machines[0]?.progress({ stage: "download", loadedBytes: 5, totalBytes: 10 });
		expect(state().machine).toMatchObject({ start: { loadedBytes: 5, totalBytes: 10, stage: "download" } });
		machines[0]?.run();
		await settle();
		expect(state()).toMatchObject({ machine: { phase: "running", agent: "ready" }, engine: "running" });
		expect(state().stats?.memoryTotalBytes).toBe(512 * 2 ** 20);
		await workspace.dispose();
		expect(vi.getTimerCount()).toBe(0);
	});

	it("tells while the guest waits for a part of its disk, and no longer when it has come", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.run();
		machines[0]?.report({ state: "running", agent: "ready", disk: "waiting" });
		expect(state().machine).toEqual({ phase: "running", agent: "ready", disk: "waiting" });
		machines[0]?.report({ state: "running", agent: "ready" });
		expect(state().machine).toEqual({ phase: "running", agent: "ready" });
		await workspace.dispose();
	});

	it("hands on the machine while it takes calls: not while it boots, and again after a reboot", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		const seen: (number | undefined)[] = [];
		const stop = workspace.machines.subscribe((machine) => {
			seen.push(machine && machines.findIndex((one) => one === machine));
		});
		workspace.start();
		await settle();
		expect(workspace.machines.current()).toBeUndefined();
		machines[0]?.run();
		machines[0]?.report({ state: "paused" });
		machines[0]?.report({ state: "running", agent: "lost" });
		expect(seen).toEqual([0]);
		machines[0]?.progress({ stage: "boot" });
		machines[0]?.run();
		expect(seen).toEqual([0, undefined, 0]);
		workspace.reset();
		expect(seen).toEqual([0, undefined, 0, undefined]);
		await settle();
		machines[1]?.run();
		expect(seen.at(-1)).toBe(1);
		stop();
		await workspace.dispose();
		expect(seen).toHaveLength(5);
		expect(workspace.machines.current()).toBeUndefined();
	});

	it("says that Docker is restarted while containerd is, although dockerd answers, and no longer when it is back", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.run();
		await settle();
		expect(state().engine).toBe("running");
		machines[0]?.noteContainerd(false);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(state().engine).toBe("restarting");
		machines[0]?.noteContainerd(true);
		await vi.advanceTimersByTimeAsync(2000);
		expect(state().engine).toBe("running");
		await workspace.dispose();
		expect(vi.getTimerCount()).toBe(0);
	});

	it("a second start changes nothing", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		workspace.start();
		workspace.start();
		await settle();
		expect(machines).toHaveLength(1);
		await workspace.dispose();
	});

	it("a reset clears the old machine away before there is a new one", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		const old = machines[0] as MachineDouble;
		old.run();
		const release = old.holdDisposal();
		workspace.openTab();
		workspace.touch();
		workspace.reset();
		expect(state()).toMatchObject({ session: 2, machine: { phase: "starting" }, touched: false });
		expect(state().tabs).toHaveLength(1);
		await settle();
		expect(old.log.at(-1)).toBe("dispose");
		expect(machines).toHaveLength(1);
		release();
		await settle();
		expect(machines).toHaveLength(2);
		machines[1]?.run();
		expect(state().machine.phase).toBe("running");
		await workspace.dispose();
	});

	it("three quick clicks on reset give one new machine, not three", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.run();
		workspace.reset();
		workspace.reset();
		workspace.reset();
		await settle();
		expect(machines).toHaveLength(2);
		expect(machines[0]?.log).toEqual(["start", "dispose", "disposed"]);
		expect(machines[1]?.log).toEqual(["start"]);
		machines[1]?.run();
		expect(state()).toMatchObject({ session: 4, machine: { phase: "running" } });
		await workspace.dispose();
	});

	it("an old machine cannot speak into the new one's page", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		workspace.reset();
		await settle();
		machines[0]?.fail("KernelPanicError");
		expect(state().machine.phase).toBe("starting");
		await workspace.dispose();
	});

	it("a failed start tells its name and particular, and a reset tries again", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.fail("DigestMismatchError");
		await settle();
		expect(state().machine).toMatchObject({ phase: "failed", failure: { name: "DigestMismatchError", detail: "particular" } });
		workspace.reset();
		await settle();
		machines[1]?.run();
		expect(state().machine.phase).toBe("running");
		await workspace.dispose();
	});

	it("a browser that cannot make a machine at all is told so", () => {
		const workspace = createWorkspace({
			page: visiblePage(),
			createMachine: () => {
				throw new MachineError("UnsupportedHostError", "no WebAssembly");
			},
		});
		workspace.start();
		return vi.waitFor(() =>
			expect(workspace.store.getState().machine).toMatchObject({ phase: "failed", failure: { name: "UnsupportedHostError" } }),
		);
	});

	it("after poweroff the page says off, the engine is unknown and nothing is asked any more", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.run();
		await settle();
		machines[0]?.report({ state: "off", reason: "powered-off" });
		await settle();
		expect(state()).toMatchObject({ machine: { phase: "powered-off" }, engine: "unknown" });
		expect(vi.getTimerCount()).toBe(0);
		await workspace.dispose();
	});

	it("a reboot shows as one, and keeps the tabs", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		const machine = machines[0] as MachineDouble;
		machine.run();
		workspace.openTab();
		expect(await workspace.restart()).toBe(true);
		expect(machine.log).toContain("exec reboot");
		machine.progress({ stage: "boot" });
		expect(state().machine).toMatchObject({ phase: "starting", start: { kind: "reboot", seen: [{ stage: "boot" }] } });
		expect(state().tabs).toHaveLength(2);
		machine.run();
		await settle();
		expect(state()).toMatchObject({ session: 1, machine: { phase: "running" }, engine: "running" });
		await workspace.dispose();
	});

	it("a machine that is off cannot be restarted, only reset", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.report({ state: "off", reason: "powered-off" });
		expect(await workspace.restart()).toBe(false);
		await workspace.dispose();
	});

	it("a killed daemon shows as restarting until it is back", async () => {
		const { workspace, machines, state } = workspaceOfDoubles();
		workspace.start();
		await settle();
		const machine = machines[0] as MachineDouble;
		machine.run();
		await settle();
		machine.engineAnswers = false;
		machine.killEngine();
		await settle();
		expect(state().engine).toBe("restarting");
		machine.engineAnswers = true;
		await vi.advanceTimersByTimeAsync(1000);
		expect(state().engine).toBe("running");
		await workspace.dispose();
		expect(machine.engineStreams).toBe(0);
	});

	it("a terminal asked for during the start opens when the machine runs", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		workspace.start();
		const opened = workspace.openTerminal({ columns: 80, rows: 24 }, new AbortController().signal);
		await settle();
		expect(machines[0]?.log).not.toContain("terminal");
		machines[0]?.run();
		await opened;
		expect(machines[0]?.log).toContain("terminal");
		await workspace.dispose();
	});

	it("a terminal asked for of a machine that was reset meanwhile is refused", async () => {
		const { workspace } = workspaceOfDoubles();
		workspace.start();
		const opened = workspace.openTerminal({ columns: 80, rows: 24 }, new AbortController().signal);
		const refused = expect(opened).rejects.toMatchObject({ name: "MachineDisposedError" });
		await settle();
		workspace.reset();
		await refused;
		await workspace.dispose();
	});

	it("a tab that is closed before its shell opened gives up waiting", async () => {
		const { workspace } = workspaceOfDoubles();
		workspace.start();
		const closed = new AbortController();
		const refused = expect(workspace.openTerminal({ columns: 80, rows: 24 }, closed.signal)).rejects.toBe("closed");
		closed.abort("closed");
		await refused;
		await workspace.dispose();
	});

	it("a clicked command goes into the tab in front", () => {
		const { workspace, state } = workspaceOfDoubles();
		const typed: string[] = [];
		const first = state().activeTab;
		expect(workspace.typeIntoActiveTab("nobody listens")).toBe(false);
		const stop = workspace.acceptTyping(first, (text) => typed.push(text) > 0);
		expect(workspace.typeIntoActiveTab("docker ps")).toBe(true);
		workspace.openTab();
		expect(workspace.typeIntoActiveTab("docker images")).toBe(false);
		workspace.selectTab(first);
		stop();
		expect(workspace.typeIntoActiveTab("too late")).toBe(false);
		expect(typed).toEqual(["docker ps"]);
	});

	it("a diagnosis names the failure and carries the kernel's last words", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.fail("KernelPanicError");
		const text = await workspace.diagnosis();
		expect(text).toContain("KernelPanicError");
		expect(text).toContain("kernel: hello");
		await workspace.dispose();
	});

	it("disposing in the middle of a start leaves nothing behind", async () => {
		const { workspace, machines } = workspaceOfDoubles();
		workspace.start();
		await settle();
		machines[0]?.progress({ stage: "download", loadedBytes: 1, totalBytes: 2 });
		await workspace.dispose();
		expect(machines[0]?.log).toEqual(["start", "dispose", "disposed"]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
