import { expect, it } from "vitest";
import type { StartOptions } from "#emulator/machine.ts";
import { machineDouble, visiblePage } from "./test-double.ts";
import { createWorkspace } from "./workspace.ts";

it("a reset continues from a saved machine when it is given one, and from the snapshot again the next time", async () => {
	const starts: (StartOptions["from"] | null)[] = [];
	const workspace = createWorkspace({
		page: visiblePage(),
		createMachine() {
			const machine = machineDouble();
			const start = machine.start.bind(machine);
			machine.start = (options) => {
				starts.push(options?.from ?? null);
				return start(options);
			};
			return machine;
		},
	});
	const state = new Uint8Array([1, 2, 3]);
	workspace.start();
	await expect.poll(() => starts).toEqual([null]);
	workspace.reset({ from: state });
	await expect.poll(() => starts).toEqual([null, state]);
	expect(workspace.store.getState().machine.phase).toBe("starting");
	workspace.reset();
	await expect.poll(() => starts).toEqual([null, state, null]);
	await workspace.dispose();
});
