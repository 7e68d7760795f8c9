import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Machine } from "../machine.ts";
import { type ContractOptions, clockErrorMs, eventually, noise, run, Typist } from "./support.ts";

const randomNumbers = "head -c 16 /dev/urandom | od -An -tx1";

export function describeState(options: ContractOptions, timeoutMs: number, machine: () => Machine): void {
	describe("a saved machine", () => {
		let state: Uint8Array;
		let pid: string;

		beforeAll(async () => {
			// Not synced: what is only in the guest's memory belongs to the machine as well.
			await machine().files.write("/root/lab/marker", "from the first machine");
			const terminal = await machine().openTerminal({ columns: 80, rows: 24 });
			const typist = new Typist(terminal);
			await typist.type("setsid sleep 4271 &\r");
			await eventually("the program runs", async () => (await run(machine(), ["pgrep", "-f", "^sleep 4271"])).code === 0);
			pid = (await run(machine(), ["pgrep", "-f", "^sleep 4271"])).stdout;
			state = await machine().save();
			terminal.close();
		}, timeoutMs);

		it("goes on in the first place after it was saved", async () => {
			expect((await run(machine(), "echo still here")).stdout).toBe("still here\n");
		});

		describe("continued", () => {
			let second: Machine;

			beforeAll(async () => {
				second = await options.create();
				await second.start({ from: state });
			}, timeoutMs);

			afterAll(() => second.dispose(), timeoutMs);

			it("has its files and its running programs", async () => {
				expect(new TextDecoder().decode(await second.files.read("/root/lab/marker"))).toBe("from the first machine");
				expect(pid).toMatch(/^\d+\n$/);
				expect((await run(second, ["pgrep", "-f", "^sleep 4271"])).stdout).toBe(pid);
			});

			it("has the right time and an engine that answers", async () => {
				expect(await clockErrorMs(second)).toBeLessThan(1000);
				expect((await second.engine.request({ path: "/_ping" })).status).toBe(200);
			});

			it("is a machine of its own", async () => {
				await second.files.write("/root/lab/marker", "changed");
				expect(new TextDecoder().decode(await machine().files.read("/root/lab/marker"))).toBe("from the first machine");
			});

			it("draws other random numbers than its twin", async () => {
				const drawn = (await run(second, randomNumbers)).stdout;
				await second.dispose();
				second = await options.create();
				await second.start({ from: state });
				const drawnByTwin = (await run(second, randomNumbers)).stdout;
				expect(drawn).toHaveLength(drawnByTwin.length);
				expect(drawnByTwin).not.toBe(drawn);
			});
		});

		it("is refused when it is not whole", async () => {
			for (const broken of [state.slice(0, state.length >> 1), noise(4096), new Uint8Array()]) {
				const fresh = await options.create();
				await expect(fresh.start({ from: broken })).rejects.toMatchObject({ name: "CorruptStateError" });
				expect(fresh.status).toMatchObject({ state: "failed", error: { name: "CorruptStateError" } });
				await expect(fresh.exec("true")).rejects.toMatchObject({ name: "CorruptStateError" });
				await fresh.dispose();
			}
		});
	});
}
