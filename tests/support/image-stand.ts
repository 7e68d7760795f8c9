/** A machine in which one image of the site after another is tried. */
import { expect } from "vitest";
import { type Outcome, run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

export class ImageStand {
	readonly machine: Machine;

	private constructor(machine: Machine) {
		this.machine = machine;
	}

	static async start(): Promise<ImageStand> {
		const machine = createNodeMachine();
		await machine.start();
		return new ImageStand(machine);
	}

	dispose(): Promise<void> {
		return this.machine.dispose();
	}

	/** Removes containers and their data. Images stay: what the next one is built on need not come again, and the disk has room for all. */
	async clear(): Promise<void> {
		await this.run("docker rm -f -v $(docker ps -aq); docker volume prune -af");
	}

	/** Has an image in the engine, the way people get it. */
	async pull(image: string): Promise<void> {
		const { code, stderr } = await run(this.machine, ["docker", "pull", "--quiet", image], { timeoutMs: 600_000 });
		if (code !== 0) throw new Error(`docker pull ended with ${code}: ${stderr}`);
	}

	run(command: string): Promise<Outcome> {
		return run(this.machine, command, { timeoutMs: 240_000 });
	}

	/** Standard output of a command that has to succeed. */
	async output(command: string): Promise<string> {
		const { stdout, stderr, code } = await this.run(command);
		expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
		return stdout.trim();
	}

	/** Asks until the answer has these words; shows the container's logs when it never does. */
	async answers(command: string, words: string, withinMs = 120_000): Promise<string> {
		const deadlineMs = Date.now() + withinMs;
		for (;;) {
			const { stdout, stderr, code } = await this.run(command);
			if (code === 0 && stdout.includes(words)) return stdout;
			if (Date.now() > deadlineMs) {
				const logs = await this.run("docker ps -a; docker logs $(docker ps -lq) 2>&1 | tail -40");
				throw new Error(`after ${withinMs / 1000} s "${command}" does not say "${words}":\n${stdout}${stderr}\n${logs.stdout}`);
			}
			// The guest has one processor: asking all the time takes it from what is waited for.
			await new Promise((resolve) => setTimeout(resolve, 2000));
		}
	}
}
