/** What every visitor starts from. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { succeed } from "#tests/support/succeeding-shell.ts";

/** A first `docker run` touches 36 MB of programs. */
const READ_AT_MOST_MB = 6;

describe("The snapshot", () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});
	afterAll(() => machine.dispose());

	const shell = (command: string): Promise<string> => succeed(machine, command);

	it("shows nothing of how it was made", async () => {
		expect(await shell("docker ps -aq; docker volume ls -q; ctr -n moby containers ls -q; ls -A /tmp /root/lab")).toBe(
			"/root/lab:\n\n/tmp:",
		);
		expect(await shell("docker network ls --format '{{.Name}}' | sort | xargs")).toBe("bridge host none");
		expect(await shell("docker images --format '{{.Repository}}' | sort | xargs")).toBe("busybox hello-world");
		expect(await shell("docker events --since 1 --until $(date +%s)")).toBe("");
		expect(await shell("cat /sys/block/sda/queue/read_ahead_kb")).toBe("128");
	});

	it("has in memory what a first container needs of the engine's programs", async () => {
		const readMb = async (): Promise<number> => Number(await shell("awk '$3 == \"sda\" { print $6 / 2048 }' /proc/diskstats"));
		await readMb();
		const before = await readMb();
		expect(await shell("docker run --rm busybox echo hi")).toBe("hi");
		expect((await readMb()) - before).toBeLessThan(READ_AT_MOST_MB);
	});
});
