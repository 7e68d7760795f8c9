/** What needs the guest but no page. */
import { inGuest } from "#emulator/guest/snapshot/guest-shell.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { report } from "../report.ts";

const COMMAND = "docker run --rm busybox true";
const RUNS = 3;

/** Reports a command's instructions, and gives back the images that a fresh machine has, as `docker load` reads them. */
export async function benchInstructions(): Promise<Uint8Array> {
	const machine = createNodeMachine();
	try {
		await machine.start();
		// Before anything changes what the machine has.
		await inGuest(machine, "docker save -o /tmp/images.tar hello-world busybox");
		const images = await machine.files.read("/tmp/images.tar");
		await inGuest(machine, `rm /tmp/images.tar && ${COMMAND}`);
		const runs: number[] = [];
		for (let run = 0; run < RUNS; run++) runs.push(await millionInstructions(machine));
		const where = `node ${process.versions.node}`;
		// On a busy machine a command lasts longer, and what goes on beside it in the guest is counted too: the least is the command's.
		report({ metric: "engine.run_minstructions", unit: "M instructions", as: "min", runs, reach: 250, aim: 120, where });
		return images;
	} finally {
		await machine.dispose();
	}
}

async function millionInstructions(machine: Machine): Promise<number> {
	const before = (await machine.stats()).instructions;
	await inGuest(machine, COMMAND);
	return ((await machine.stats()).instructions - before) / 1e6;
}
