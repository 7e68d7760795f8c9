/** Two machines at the same time, as two tabs have them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clockErrorMs, run, runUntilTheEnd } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "../support/until.ts";

describe("Two machines", { timeout: 4 * 60_000 }, () => {
	let machines: [Machine, Machine];

	beforeAll(async () => {
		machines = [createNodeMachine(), createNodeMachine()];
		await Promise.all(machines.map((machine) => machine.start()));
	});

	afterAll(async () => {
		await Promise.all(machines.map((machine) => machine.dispose()));
	});

	it("have each their own files, memory and containers", async () => {
		await Promise.all(
			machines.map((machine, number) => run(machine, `echo ${number} > /root/lab/mine; docker volume create of-${number}`)),
		);
		const found = await Promise.all(machines.map((machine) => run(machine, "cat /root/lab/mine; docker volume ls -q")));
		expect(found.map(({ stdout }) => stdout)).toEqual(["0\nof-0\n", "1\nof-1\n"]);
	});

	it("draw different random numbers, and both know the time", async () => {
		const drawn = await Promise.all(machines.map((machine) => run(machine, "head -c 16 /dev/urandom | od -An -tx1")));
		expect(drawn[0]?.stdout).toHaveLength(drawn[1]?.stdout.length ?? 0);
		expect(drawn[0]?.stdout).not.toBe(drawn[1]?.stdout);
		for (const machine of machines) expect(await clockErrorMs(machine)).toBeLessThan(1000);
	});

	it("do not end together", async () => {
		const [first, second] = machines;
		await runUntilTheEnd(first, "poweroff");
		await until("the first is off", async () => first.status.state === "off", 60_000);
		expect((await run(second, "cat /root/lab/mine")).stdout).toBe("1\n");
	});
});
