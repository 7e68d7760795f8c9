import { describe, expect, it } from "vitest";
import type { Machine, MachineStatus, StartStage } from "../machine.ts";
import type { ContractOptions } from "./support.ts";

const order: readonly StartStage[] = ["manifest", "download", "restore", "boot", "connect"];

/** `history`: every status of the machine's start; `early`: the code of a command given before it ran. */
export function describeStart(
	options: ContractOptions,
	machine: () => Machine,
	history: readonly MachineStatus[],
	early: () => Promise<number>,
): void {
	describe("starting", () => {
		it("goes through its stages in order and ends with an agent that is ready", () => {
			const stages = history.flatMap((status) => (status.state === "starting" ? [order.indexOf(status.progress.stage)] : []));
			expect(stages).toEqual([...stages].sort((a, b) => a - b));
			expect(stages).toContain(order.indexOf("download"));
			expect(stages).toContain(order.indexOf("connect"));
			expect(history.at(-1)).toEqual({ state: "running", agent: "ready" });
		});

		it("tells how many bytes it needs and how many it has", () => {
			const progress = history.flatMap((status) => (status.state === "starting" ? [status.progress] : []));
			const loaded = progress.map(({ loadedBytes }) => loadedBytes);
			expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
			const last = progress.at(-1);
			expect(last?.totalBytes).toBeGreaterThan(0);
			expect(last?.loadedBytes).toBe(last?.totalBytes);
		});

		it("carries out a command that was given while it was still starting", async () => {
			expect(await early()).toBe(0);
		});

		it("is started once", async () => {
			await expect(machine().start()).rejects.toMatchObject({ name: "GuestStartError" });
			expect(machine().status).toEqual({ state: "running", agent: "ready" });
		});

		it("is off, and says so to every call, until it is started", async () => {
			const fresh = await options.create();
			expect(fresh.status).toEqual({ state: "off", reason: "not-started" });
			const off = { name: "MachineOffError" };
			await expect(fresh.exec("true")).rejects.toMatchObject(off);
			await expect(fresh.openTerminal({ columns: 80, rows: 24 })).rejects.toMatchObject(off);
			await expect(fresh.files.read("/etc/passwd")).rejects.toMatchObject(off);
			await expect(fresh.engine.request({ path: "/_ping" })).rejects.toMatchObject(off);
			await expect(fresh.pause()).rejects.toMatchObject(off);
			await expect(fresh.save()).rejects.toMatchObject(off);
			await expect(fresh.stats()).rejects.toMatchObject(off);
			await fresh.dispose();
		});

		it("gives up a start that is not wanted any more", async () => {
			const fresh = await options.create();
			const controller = new AbortController();
			const starting = fresh.start({ signal: controller.signal });
			const waiting = fresh.exec("true");
			controller.abort(new Error("the learner closed the tab"));
			await expect(starting).rejects.toThrow("the learner closed the tab");
			await expect(waiting).rejects.toMatchObject({ name: "MachineOffError" });
			await fresh.dispose();
		});
	});
}
