/** What commands cost in guest instructions, which hardly vary where seconds do: a guest that became slower is noticed here. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

/** More than this above the figure is a loss that somebody has to explain, or to write down as the new figure. */
const ALLOWED_GROWTH = 0.1;
const RUNS = 3;
const BUILD = "cd /tmp/guard && docker build -q .";

/** Millions of instructions in a machine that has run each once. */
const FIGURES = [
	["docker ps", 17],
	["docker run --rm busybox true", 122],
	["docker info", 28],
	["docker exec guard true", 44],
	[BUILD, 121],
] as const;

describe("The instructions of a command", () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
		const made = await shell(
			"mkdir /tmp/guard && cd /tmp/guard && printf 'FROM busybox\\nRUN echo one\\nRUN echo two\\n' > Dockerfile && docker run -d --name guard busybox sleep 10000",
		);
		expect(made).toBe(0);
	});
	afterAll(() => machine.dispose());

	async function shell(command: string): Promise<number> {
		return (await run(machine, command)).code;
	}

	it.each(FIGURES)("%s: about %i million", async (command, figure) => {
		expect(await shell(command)).toBe(0);
		const costs: number[] = [];
		for (let i = 0; i < RUNS; i++) {
			const before = (await machine.stats()).instructions;
			expect(await shell(command)).toBe(0);
			costs.push(((await machine.stats()).instructions - before) / 1e6);
		}
		// On a busy machine a command lasts longer, and what goes on beside it in the guest is counted too.
		const least = Math.min(...costs);
		console.log(`${command}: ${costs.map((cost) => cost.toFixed(1)).join(", ")} M instructions`);
		expect(least).toBeLessThan(figure * (1 + ALLOWED_GROWTH));
		// What became cheaper is to be written down, or the next loss of as much would pass.
		expect(least).toBeGreaterThan(figure * (1 - 2 * ALLOWED_GROWTH));
	});
});
