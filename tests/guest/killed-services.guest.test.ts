/** `kill -9` of what the machine rests on: its supervisor brings each back, and Docker goes on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine, MachineStatus } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "../support/until.ts";

/** Seconds, on a machine with time to spare; the limit is for one that builds something else meanwhile. */
const BACK_WITHIN_MS = 90_000;

describe("A service killed with kill -9", { timeout: 4 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});

	afterAll(() => machine.dispose());

	/** Kills it and waits for another process of that name. */
	async function killHard(name: string): Promise<void> {
		const old = (await run(machine, ["pgrep", "-x", name])).stdout.trim();
		expect(old).toMatch(/^\d+$/);
		await run(machine, ["kill", "-9", old]);
		await until(
			`${name} is back`,
			async () => {
				const now = (await run(machine, ["pgrep", "-x", name])).stdout.trim();
				return now !== "" && now !== old;
			},
			BACK_WITHIN_MS,
		);
	}

	function pingAnswers(): Promise<boolean> {
		return machine.engine.request({ path: "/_ping" }).then(
			async (answer) => (await answer.text()) === "OK",
			() => false,
		);
	}

	async function docker(command: string): Promise<string> {
		const { stdout, stderr, code } = await run(machine, `docker ${command}`);
		expect(`${stderr}${code}`).toBe("0");
		return stdout.trim();
	}

	it("is back within seconds when it is dockerd, and what ran in a container has ended", async () => {
		await docker("run -d --name outlived busybox sleep 4301");
		const events = await machine.engine.request({ path: "/events" });
		// Whoever listens is told that the answer broke off.
		const brokenOff = expect(events.text()).rejects.toMatchObject({ name: "EngineUnavailableError" });
		await killHard("dockerd");
		await brokenOff;
		await until("Docker answers", pingAnswers, BACK_WITHIN_MS);
		expect(await docker("ps -a --format '{{.Names}} {{.Status}}'")).toMatch(/^outlived Exited/);
		expect(await docker("start outlived")).toBe("outlived");
		expect(await docker("ps --format '{{.Names}}'")).toBe("outlived");
		await docker("rm -f outlived");
	});

	it("is back within seconds when it is containerd, and new containers run", async () => {
		await killHard("containerd");
		await until("Docker answers", pingAnswers, BACK_WITHIN_MS);
		expect(await docker("ps -q")).toBe("");
		// dockerd finds the new containerd by itself; until then it refuses in words.
		const tryOne = async () => (await run(machine, "docker run --rm busybox true")).code === 0;
		await until("containers run", tryOne, BACK_WITHIN_MS);
		expect(await docker("run --rm busybox echo works")).toBe("works");
	});

	it("is back within seconds when it is the agent, and calls made meanwhile are carried out", async () => {
		const history: MachineStatus[] = [];
		const unsubscribe = machine.subscribe((status) => history.push(status));
		const open = await machine.exec(["sleep", "4302"]);
		const killing = await machine.exec(["pkill", "-9", "-x", "slipway-agent"]);
		await expect(open.exit).rejects.toMatchObject({ name: "AgentLostError" });
		await killing.exit.catch(() => {});
		expect((await run(machine, "echo back")).stdout).toBe("back\n");
		expect(await pingAnswers()).toBe(true);
		expect(history).toEqual([
			{ state: "running", agent: "lost" },
			{ state: "running", agent: "ready" },
		]);
		unsubscribe();
	});

	it("is back within seconds when it is all three at once", async () => {
		const killing = await machine.exec("pkill -9 -x 'dockerd|containerd|slipway-agent'");
		await killing.exit.catch(() => {});
		await until("Docker answers", pingAnswers, BACK_WITHIN_MS);
		const tryOne = async () => (await run(machine, "docker run --rm busybox true")).code === 0;
		await until("containers run", tryOne, BACK_WITHIN_MS);
	});
});
