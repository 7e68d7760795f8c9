/** A swarm of one machine: its services, their tasks, and the network that leads to them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readText } from "#emulator/contract/support.ts";
import { type GuestShell, startGuestShell } from "../support/guest-shell.ts";

/** Each task answers with a name of its own, which is its container's id. */
const SERVE = "mkdir /www && hostname > /www/index.html && echo serving && exec httpd -f -h /www";

describe("A swarm of one machine", { timeout: 6 * 60_000 }, () => {
	let guest: GuestShell;

	beforeAll(async () => {
		guest = await startGuestShell();
	});
	afterAll(() => guest?.dispose());

	const output = (command: string) => guest.output(command);
	const state = () => output("docker info --format '{{.Swarm.LocalNodeState}}'");
	const replicas = "docker service ls --format '{{.Name}} {{.Replicas}}'";
	const runningTasks = "docker service ps pair --filter desired-state=running --format '{{.Name}} {{.Node}} {{.CurrentState}}'";

	async function containers(): Promise<string[]> {
		const ids = await output("docker ps -q --filter label=com.docker.swarm.service.name=pair");
		return ids.split("\n").sort();
	}

	/** By the published port, from outside. */
	async function visit(): Promise<string> {
		const { body } = await guest.machine.ports.request({ port: 8090, path: "/" });
		return (await readText(body)).trim();
	}

	it("begins with docker swarm init", async () => {
		expect(await state()).toBe("inactive");
		expect(await output("docker swarm init")).toContain("is now a manager");
		expect(await state()).toBe("active");
		expect(await output("docker node ls --format '{{.Hostname}} {{.Status}} {{.ManagerStatus}}'")).toBe("slipway Ready Leader");
	});

	it("runs as many tasks of a service as were asked for", async () => {
		await output(`docker service create --detach --name pair --replicas 2 --publish 8090:80 busybox sh -c '${SERVE}'`);
		await guest.untilSays(replicas, /^pair 2\/2$/);
		expect((await output(runningTasks)).split("\n").sort()).toEqual([
			expect.stringMatching(/^pair\.1 slipway Running /),
			expect.stringMatching(/^pair\.2 slipway Running /),
		]);
		expect(await containers()).toHaveLength(2);
		// A task runs before its program has said anything.
		await expect
			.poll(async () => (await output("docker service logs pair")).split("\n").sort(), { timeout: 60_000, interval: 1000 })
			.toEqual([
				expect.stringMatching(/^pair\.1\.\w+@slipway +\| serving$/),
				expect.stringMatching(/^pair\.2\.\w+@slipway +\| serving$/),
			]);
	});

	it("leads who comes to the published port to each of them in turn", async () => {
		await expect.poll(async () => [await visit(), await visit()].sort(), { timeout: 60_000 }).toEqual(await containers());
	});

	it("starts another task when one dies", async () => {
		const [killed = "", spared = ""] = await containers();
		await output(`docker kill ${killed}`);
		await expect
			.poll(containers, { timeout: 120_000, interval: 1000 })
			.toSatisfy((now: string[]) => now.length === 2 && now.includes(spared) && !now.includes(killed));
		await guest.untilSays(replicas, /^pair 2\/2$/);
		expect(await output("docker service ps pair --format '{{.CurrentState}} {{.Error}}'")).toMatch(/^Failed .*exit \(137\)/m);
	});

	it("ends with docker swarm leave --force, and its containers with it", async () => {
		await output("docker swarm leave --force");
		expect(await state()).toBe("inactive");
		expect(await containers()).toEqual([""]);
		expect((await guest.run("docker service ls")).stderr).toContain("This node is not a swarm manager.");
		expect(await output("docker run --rm busybox echo works")).toBe("works");
	});
});
