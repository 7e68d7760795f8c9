/**
 * What every machine does, whoever runs it: the fake, Node and the worker each pass this one suite. It stays within what both a real
 * guest and the fake's tiny shell understand. One machine serves most tests.
 */
import { afterAll, beforeAll, describe } from "vitest";
import { describeEngine } from "./contract/engine.ts";
import { describeExec } from "./contract/exec.ts";
import { describeFiles } from "./contract/files.ts";
import { describePorts } from "./contract/ports.ts";
import { describePower } from "./contract/power.ts";
import { describeRunning } from "./contract/running.ts";
import { describeStart } from "./contract/start.ts";
import { describeState } from "./contract/state.ts";
import { type ContractOptions, run } from "./contract/support.ts";
import { describeTerminals } from "./contract/terminals.ts";
import type { Machine, MachineStatus } from "./machine.ts";

export function describeMachineContract(name: string, options: ContractOptions): void {
	const timeoutMs = options.timeoutMs ?? 120_000;

	describe(`the machine contract: ${name}`, { timeout: timeoutMs }, () => {
		let shared: Machine;
		let early: Promise<number>;
		const history: MachineStatus[] = [];
		const machine = () => shared;

		beforeAll(async () => {
			shared = await options.create();
			const unsubscribe = shared.subscribe((status) => history.push(status));
			const starting = shared.start();
			early = run(shared, "true").then(({ code }) => code);
			early.catch(() => {});
			await starting;
			unsubscribe();
		}, timeoutMs);

		afterAll(() => shared.dispose(), timeoutMs);

		describeStart(options, machine, history, () => early);
		describeExec(machine);
		describeTerminals(machine);
		describeFiles(machine);
		describeEngine(machine);
		describePorts(machine);
		describeRunning(machine);
		describeState(options, timeoutMs, machine);
		describePower(options, timeoutMs);
	});
}
