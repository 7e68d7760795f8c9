/** Programs that start initialised: they start with this process's environment, limits and time, or from the beginning. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

let machine: Machine;

beforeAll(async () => {
	machine = createNodeMachine();
	await machine.start();
});
afterAll(() => machine.dispose());

const shell = (command: string) => run(machine, command);

describe("A program that starts initialised", () => {
	it("runs no initialisers", async () => {
		// Go prints a line for each, when it is asked before the program starts; asked for anything, it has to start from the beginning.
		const before = (await machine.stats()).instructions;
		expect((await shell("docker --version")).code).toBe(0);
		const initialised = (await machine.stats()).instructions - before;
		const traced = await shell("GODEBUG=inittrace=1 docker --version");
		const cold = (await machine.stats()).instructions - before - initialised;
		expect(traced.stdout).toContain("Docker version");
		expect(traced.stderr.match(/^init /gm)?.length).toBeGreaterThan(100);
		expect(cold).toBeGreaterThan(1.5 * initialised);
	});

	it("has the environment that it is started with", async () => {
		expect((await shell("DOCKER_HOST=tcp://127.0.0.1:1 docker ps")).stderr).toContain("tcp://127.0.0.1:1");
		// Read by an initialiser, long before anybody set it here.
		expect((await shell("DOCKER_TLS_VERIFY=1 docker ps")).stderr).toMatch(/tls|certificate|\.pem/i);
		expect((await shell("SLIPWAY_PREINIT=/tmp/again docker buildx version; ls /tmp/again")).stdout).toMatch(/^github.com.*\n$/);
		expect((await shell("HOME=/tmp/elsewhere docker context ls --format '{{.Name}}'")).stdout).toBe("default\n");
	});

	it("has its own arguments, name and plug-ins", async () => {
		expect((await shell("docker buildx version")).stdout).toContain("github.com/docker/buildx 0.");
		expect((await shell("docker compose version --short")).stdout).toMatch(/^2\./);
		expect((await shell("docker nonsense")).stderr).toContain("'nonsense' is not a docker command");
		expect((await shell("/usr/libexec/docker/plugins/docker-buildx ls")).stdout).toContain("default");
	});

	it("tells the time of now, and its timers run", async () => {
		const started = await shell("date +%s; timeout 60 docker events --until $(($(date +%s) + 2)); date +%s");
		const [first = 0, last = 0] = started.stdout.trim().split("\n").map(Number);
		expect(last - first).toBeGreaterThanOrEqual(2);
		expect(last - first).toBeLessThan(20);
	});

	it("ends by the signals that end such programs", async () => {
		const ended = await shell("timeout --signal=INT 2 docker events; echo $?");
		expect(ended.stdout.trim()).toMatch(/^(124|130)$/);
	});

	it("gives containers the limits of the engine, not those of the computer that initialised it", async () => {
		const inside = await shell("docker run --rm busybox sh -c 'ulimit -n; ulimit -Hn'");
		// Set where containerd is started, which hands them on to the shim; the shim raises its own and gives containers back what it got.
		expect(inside.stdout).toBe("65536\n65536\n");
	});
});
