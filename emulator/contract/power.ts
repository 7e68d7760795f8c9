import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Machine, MachineStatus } from "../machine.ts";
import { type ContractOptions, clockErrorMs, eventually, run, runUntilTheEnd } from "./support.ts";

const size = { columns: 80, rows: 24 };

/** One of each kind of call that stays open, as a list of promises that end only with the machine. */
async function openCalls(machine: Machine): Promise<Promise<unknown>[]> {
	await machine.files.makeDirectory("/tmp/watched");
	const process = await machine.exec(["sleep", "4281"]);
	const terminal = await machine.openTerminal({ ...size, command: ["sleep", "4282"] });
	const changes = await machine.files.watch("/tmp/watched");
	const events = await machine.engine.request({ path: "/events" });
	const calls = [
		process.exit,
		process.stdout.getReader().read(),
		process.stdin.getWriter().write(new Uint8Array(1_000_000)),
		terminal.exit,
		terminal.output.getReader().read(),
		changes.getReader().read(),
		events.body.getReader().read(),
	];
	for (const call of calls) call.catch(() => {});
	return calls;
}

async function engineAnswers(machine: Machine): Promise<boolean> {
	return await machine.engine.request({ path: "/_ping" }).then(
		({ status }) => status === 200,
		() => false,
	);
}

export function describePower(options: ContractOptions, timeoutMs: number): void {
	describe("power", () => {
		let machine: Machine;

		beforeAll(async () => {
			machine = await options.create();
			await machine.start();
		}, timeoutMs);

		afterAll(() => machine.dispose(), timeoutMs);

		it("boots again after a reboot in the guest, with its disk as it was", async () => {
			await machine.files.write("/root/lab/kept", "on disk");
			await run(machine, "sync");
			const process = await machine.exec(["sleep", "4291"]);
			const history: MachineStatus[] = [];
			const booting = new Promise<void>((resolve) => {
				machine.subscribe((status) => {
					history.push(status);
					if (status.state === "starting" && status.progress.stage === "boot") resolve();
				});
			});
			const rebooting = runUntilTheEnd(machine, "reboot");
			await booting;
			// A guest that shuts down in good order ends programs before it starts anew; none may stay open.
			await Promise.allSettled([process.exit, rebooting]);
			expect(new TextDecoder().decode(await machine.files.read("/root/lab/kept"))).toBe("on disk");
			expect((await run(machine, "pgrep -f 'sleep 429[1]'")).code).toBe(1);
			expect(await clockErrorMs(machine)).toBeLessThan(1000);
			expect(history.at(-1)).toEqual({ state: "running", agent: "ready" });
		});

		it("is off after poweroff in the guest: open calls end, later ones are refused", async () => {
			await eventually("the engine is up after the boot", () => engineAnswers(machine), 120_000);
			const calls = await openCalls(machine);
			const off = new Promise<MachineStatus>((resolve) => {
				machine.subscribe((status) => status.state !== "running" && resolve(status));
			});
			await runUntilTheEnd(machine, "poweroff");
			expect(await off).toEqual({ state: "off", reason: "powered-off" });
			await Promise.allSettled(calls);
			await expect(machine.exec("true")).rejects.toMatchObject({ name: "MachineOffError", detail: "powered-off" });
			await expect(machine.stats()).rejects.toMatchObject({ name: "MachineOffError" });
			expect(typeof (await machine.consoleLog())).toBe("string");
		});
	});

	describe("disposal", () => {
		it("ends every open call by name, and refuses later ones", async () => {
			const machine = await options.create();
			await machine.start();
			const calls = await openCalls(machine);
			const reading = machine.files.read("/root/lab");
			reading.catch(() => {});
			const disposed = { name: "MachineDisposedError" };
			await Promise.all([machine.dispose(), machine.dispose()]);
			for (const call of calls) await expect(call).rejects.toMatchObject(disposed);
			await expect(reading).rejects.toMatchObject(disposed);
			expect(machine.status).toEqual({ state: "disposed" });
			await expect(machine.exec("true")).rejects.toMatchObject(disposed);
			await expect(machine.start()).rejects.toMatchObject(disposed);
			await expect(machine.consoleLog()).rejects.toMatchObject(disposed);
			await expect(machine.save()).rejects.toMatchObject(disposed);
		});

		it("ends a start that is under way", async () => {
			const machine = await options.create();
			const starting = machine.start();
			const waiting = machine.exec("true");
			for (const call of [starting, waiting]) call.catch(() => {});
			await machine.dispose();
			await expect(starting).rejects.toMatchObject({ name: "MachineDisposedError" });
			await expect(waiting).rejects.toMatchObject({ name: "MachineDisposedError" });
		});
	});
}
