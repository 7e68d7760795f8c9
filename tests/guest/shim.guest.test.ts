/** Between containerd and its shim: what is spared (decision 026), and that the rest is as ever. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { succeed } from "#tests/support/succeeding-shell.ts";

const BUNDLES = "/run/containerd/io.containerd.runtime.v2.task/moby";
const LEFT = `ls ${BUNDLES} /run/containerd/s /run/docker/runtime-runc/moby`;
const NOTHING_LEFT = `${BUNDLES}:\n\n/run/containerd/s:\n\n/run/docker/runtime-runc/moby:`;

describe("containerd's shim", () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});
	afterAll(() => machine.dispose());

	const shell = (command: string): Promise<string> => succeed(machine, command);

	const until = (command: string): Promise<string> =>
		shell(`for i in $(seq 600); do if ${command}; then exit; fi; sleep 0.1; done; exit 1`);

	it("is started without starting it twice, and leaves nothing", async () => {
		const id = await shell("docker run -d --name short busybox sleep 1000");
		expect(await shell(`cat ${BUNDLES}/${id}/address`)).toBe(`unix:///run/containerd/s/moby-${id}`);
		expect(await shell("readlink /proc/$(pidof containerd-shim-runc-v2)/exe")).toBe("/usr/bin/containerd-shim-runc-v2");
		await shell("docker rm -f short");
		await until("! pidof containerd-shim-runc-v2");
		await until(`[ -z "$(ls -A ${BUNDLES})" ]`);
		expect(await shell(LEFT)).toBe(NOTHING_LEFT);
		expect(await shell("grep -c 'failed to clean up' /var/log/containerd/current || true")).toBe("0");
	});

	it("is cleaned up after when it is killed", async () => {
		await shell("docker run -d --name orphan busybox sleep 4321");
		await shell("kill -9 $(pidof containerd-shim-runc-v2)");
		await until('[ "$(docker inspect --format {{.State.Running}} orphan)" = false ]');
		await until("! pgrep -f 'sleep [4]321'");
		expect(await shell("docker inspect --format '{{.State.ExitCode}}' orphan")).toBe("137");
		await shell("docker rm orphan");
		// The socket stays: who is killed does not remove it, and `delete` of containerd's shim does not either.
		expect(await shell(`ls ${BUNDLES} /run/docker/runtime-runc/moby | grep -v : | xargs`)).toBe("");
	});

	it("outlives containerd", async () => {
		await shell("docker run -d --name lasting busybox sleep 1000");
		const shim = await shell("pidof containerd-shim-runc-v2");
		await shell("sv restart containerd >/dev/null");
		await until("docker exec lasting true 2>/dev/null");
		expect(await shell("pidof containerd-shim-runc-v2")).toBe(shim);
		expect(await shell("docker rm -f lasting")).toBe("lasting");
	});
});
