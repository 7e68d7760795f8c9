import { describe, expect, it } from "vitest";
import type { Machine, MachineStatus } from "../machine.ts";
import { clockErrorMs, run, runUntilTheEnd } from "./support.ts";

export function describeRunning(machine: () => Machine): void {
	describe("a running machine", () => {
		it("has the host's time, to a second", async () => {
			expect(await clockErrorMs(machine())).toBeLessThan(1000);
		});

		it("stands still while paused, keeps calls waiting, and has the right time afterwards", async () => {
			const paused = machine();
			await paused.pause();
			await paused.pause();
			expect(paused.status).toEqual({ state: "paused" });
			let answered = false;
			const waiting = run(paused, "echo woken").then(({ stdout }) => {
				answered = true;
				return stdout;
			});
			// Long enough to tell a clock that stood still from one that is right.
			await new Promise((resolve) => setTimeout(resolve, 2500));
			expect(answered).toBe(false);
			await paused.resume();
			await paused.resume();
			expect(paused.status).toEqual({ state: "running", agent: "ready" });
			expect(await clockErrorMs(paused)).toBeLessThan(1000);
			expect(await waiting).toBe("woken\n");
		});

		it("tells how it is doing", async () => {
			const before = await machine().stats();
			await run(machine(), "head -c 1000000 /dev/zero");
			const after = await machine().stats();
			expect(after.instructions).toBeGreaterThan(before.instructions);
			expect(after.instructionsPerSecond).toBeGreaterThan(0);
			expect(after.memoryTotalBytes).toBeGreaterThan(64 * 1024 * 1024);
			expect(after.memoryAvailableBytes).toBeGreaterThan(0);
			expect(after.memoryAvailableBytes).toBeLessThan(after.memoryTotalBytes);
			expect(after.diskUsedBytes).toBeGreaterThan(0);
			expect(after.diskUsedBytes).toBeLessThan(after.diskTotalBytes);
			expect(after.fetchedBytes + after.cachedBytes).toBeGreaterThan(0);
			expect(after.load.every((value) => value >= 0)).toBe(true);
			expect(after.uptimeSeconds).toBeGreaterThan(0);
		});

		it("keeps what its kernel said last", async () => {
			const log = await machine().consoleLog();
			expect(new TextEncoder().encode(log).length).toBeLessThanOrEqual(64 * 1024);
		});

		it("gets its agent back when that is killed, and says so", async () => {
			const history: MachineStatus[] = [];
			const unsubscribe = machine().subscribe((status) => history.push(status));
			const process = await machine().exec(["sleep", "4261"]);
			const terminal = await machine().openTerminal({ columns: 80, rows: 24 });
			await runUntilTheEnd(machine(), "pkill -9 -x slipway-agent");
			await expect(process.exit).rejects.toMatchObject({ name: "AgentLostError" });
			await expect(terminal.exit).rejects.toMatchObject({ name: "AgentLostError" });
			expect((await run(machine(), "echo back")).stdout).toBe("back\n");
			expect(history).toEqual([
				{ state: "running", agent: "lost" },
				{ state: "running", agent: "ready" },
			]);
			unsubscribe();
		});
	});
}
