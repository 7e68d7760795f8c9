import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Machine } from "../../machine.ts";
import { createNodeMachine } from "../../node/node-machine.ts";

let machine: Machine;

beforeAll(async () => {
	machine = createNodeMachine();
	await machine.start();
});
afterAll(async () => {
	await machine.dispose();
});

/** Both outputs of a shell command that has to succeed. */
async function run(command: string): Promise<string> {
	const running = await machine.exec(`${command} 2>&1`);
	const output = await new Response(running.stdout).text();
	expect(await running.exit, output).toEqual({ code: 0 });
	return output.trimEnd();
}

describe("The guest", () => {
	test("has the programs that lessons and tutorials use", async () => {
		const programs =
			"docker containerd crun ctr bash ls ps ip iptables curl wget nano vim vi less jq tree ssh ping tar xz nsenter unshare kill pstree";
		const found = await run(`for name in ${programs}; do command -v $name >/dev/null || echo $name; done`);
		expect(found).toBe("");
	});

	test("looks like any other host: one root, Docker's data on a disk, and the usual places of the kernel", async () => {
		const mounts = await run("findmnt --noheadings --list --output TARGET,FSTYPE");
		const places = Object.fromEntries(mounts.split("\n").map((line) => line.trim().split(/\s+/)));
		expect(places).toMatchObject({
			"/": "overlay",
			"/var/lib/docker": "ext4",
			"/proc": "proc",
			"/sys": "sysfs",
			"/sys/fs/cgroup": "cgroup2",
			"/dev": "devtmpfs",
			"/dev/pts": "devpts",
			"/dev/shm": "tmpfs",
			"/run": "tmpfs",
			"/tmp": "tmpfs",
		});
		expect(await run("hostname; echo ~; pwd")).toBe("slipway\n/root\n/root/lab");
	});

	test("has the images hello-world and busybox, which say who built them", async () => {
		const format = '{{.RepoTags}} {{.Os}}/{{.Architecture}} {{index .Config.Labels "org.opencontainers.image.vendor"}}';
		expect(await run(`docker image inspect --format '${format}' hello-world busybox`)).toBe(
			"[hello-world:latest] linux/386 Slipway\n[busybox:latest] linux/386 Slipway",
		);
	});

	test("runs containers with crun under cgroup v2", async () => {
		expect(await run("docker info --format '{{.DefaultRuntime}} {{.CgroupVersion}} {{.Driver}}'")).toBe("crun 2 overlay2");
	});

	test("tells of Docker's plug-ins what they tell of themselves", async () => {
		for (const name of ["docker-buildx", "docker-compose"]) {
			const asked = (folder: string): Promise<string> => run(`/usr/libexec/docker/${folder}/${name} docker-cli-plugin-metadata`);
			const own = await asked("plugins");
			expect(JSON.parse(own)).toMatchObject({ SchemaVersion: "0.1.0" });
			expect(await asked("cli-plugins")).toBe(own);
		}
	});

	test("tells of crun what it tells of itself, and starts it where it is read-only", async () => {
		expect(await run("/usr/libexec/slipway-runtime --version")).toBe(await run("/usr/bin/crun --version"));
		expect(await run("cat /run/slipway/crun-version")).toBe(await run("/usr/libexec/slipway-crun --version"));
		expect(await run("cmp /usr/libexec/slipway-crun /usr/bin/crun")).toBe("");
		expect(await run("findmnt --noheadings --output OPTIONS /usr/libexec/slipway-crun")).toMatch(/^ro,/);
		expect(await run("sh -c '! echo >/usr/libexec/slipway-crun' 2>&1")).toContain("Read-only file system");
	});

	test("starts a login shell with little work", async () => {
		await run("bash -lic true </dev/null");
		await machine.stats();
		const before = (await machine.stats()).instructions;
		await run("bash -lic true </dev/null");
		// On a CPU that runs some fifty million instructions a second before it is warm.
		expect((await machine.stats()).instructions - before).toBeLessThan(30e6);
	});

	test("completes docker's commands at the first Tab", async () => {
		const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
		const keys = terminal.input.getWriter();
		await keys.write(new TextEncoder().encode("docker imag\t\t"));
		let screen = "";
		for await (const bytes of terminal.output) {
			screen += new TextDecoder().decode(bytes);
			if (/image\s+images/.test(screen)) break;
		}
		expect(screen).toMatch(/image\s+images/);
		terminal.close();
	});

	test("answers to the service command as hosts with init scripts do", async () => {
		expect(await run("service docker status")).toMatch(/^run: docker: \(pid \d+\)/);
		await run("service docker restart");
		await run("until docker version; do sleep 0.2; done >/dev/null");
		expect(await run("docker run --rm busybox echo again")).toBe("again");
	});

	test("keeps logs, and bounds them", async () => {
		expect(await run("grep -c 'Daemon has completed initialization' /var/log/docker.log")).toMatch(/^[1-9]/);
		expect(await run("cat /var/log/docker/config")).toBe("s300000\nn3");
	});
});
