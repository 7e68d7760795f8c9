/** What the engine is, and what it tells of containers: each claim beside what the kernel, dpkg or the container itself says. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Typist } from "#emulator/contract/support.ts";
import { bundleManifest } from "../support/faulty-machine.ts";
import { type GuestShell, startGuestShell } from "../support/guest-shell.ts";

/** Wider than any line, so that none is broken in two. */
const screen = { columns: 200, rows: 50 };

/** A server that is not process 1: it can end while its container lives on. */
const CLINIC = [
	"FROM busybox",
	"RUN mkdir /www && echo well > /www/index.html",
	"HEALTHCHECK --interval=1s --timeout=20s --retries=2 CMD wget -q -O /dev/null http://127.0.0.1/",
	"CMD httpd -h /www && exec sleep 10000",
].join("\\n");

const FLEET = [
	"name: fleet",
	"x-ship: &ship",
	"  image: busybox",
	"  init: true",
	"  command: sh -c 'mkdir /www && hostname > /www/index.html && echo $$(hostname) sails && exec httpd -f -h /www'",
	"services:",
	"  port: { <<: *ship, hostname: red }",
	"  starboard: { <<: *ship, hostname: green }",
	"",
].join("\n");

describe("The engine", { timeout: 6 * 60_000 }, () => {
	let guest: GuestShell;
	let versions: Readonly<Record<string, string>>;

	beforeAll(async () => {
		versions = (await bundleManifest()).versions;
		guest = await startGuestShell();
	});
	afterAll(() => guest?.dispose());

	const output = (command: string) => guest.output(command);
	const inspect = (container: string, format: string) => output(`docker inspect --format '${format}' ${container}`);

	/** By dpkg's own list, without Debian's revision. */
	async function packaged(name: string): Promise<string> {
		return (await output(`dpkg-query --show --showformat '\${Version}' ${name}`)).replace(/-[^-]*$/, "");
	}

	it("says in docker version that client and server are Debian's, for a 32-bit PC", async () => {
		const side = (name: string) => `{{.${name}.Version}} {{.${name}.Os}}/{{.${name}.Arch}}`;
		const sides = await output(`docker version --format '${side("Client")}, ${side("Server")}'`);
		expect(sides).toBe(`${await packaged("docker-cli")} linux/386, ${await packaged("docker.io")} linux/386`);
		const components = await output(
			`docker version --format '{{range .Server.Components}}{{.Name}} {{.Version}}{{println}}{{end}}'`,
		);
		expect(Object.fromEntries(components.split("\n").map((line) => line.split(" ")))).toMatchObject({
			Engine: versions.docker,
			containerd: versions.containerd,
			crun: versions.crun,
		});
		// What runs: an ELF file of the 32-bit class, for the machine 3, which is i386.
		const header = await output("head -c 20 /proc/$(pgrep -x dockerd)/exe | od -An -v -tx1 -w20");
		expect(header).toMatch(/^ 7f 45 4c 46 01 .* 03 00$/);
	});

	it("says in docker info what its containers are made of, and they are", async () => {
		const info = async () => JSON.parse(await output("docker info --format json"));
		const idle = await info();
		expect(idle).toMatchObject({
			ServerVersion: versions.docker,
			KernelVersion: versions.linux,
			Architecture: await output("uname -m"),
			OSType: "linux",
			OperatingSystem: expect.stringContaining(`Debian GNU/Linux ${versions.debian?.split(".")[0]}`),
			Driver: "overlay2",
			CgroupVersion: "2",
			DefaultRuntime: "crun",
			NCPU: 1,
			MemTotal: 1024 * Number(await output("awk '/^MemTotal:/ { print $2 }' /proc/meminfo")),
			ContainersRunning: 0,
			// A kernel that had lost something that limits or networks need would be told of here. Without SMP Linux has no cpusets.
			Warnings: ["WARNING: No cpuset support"],
		});
		expect(idle.Architecture).toBe("i686");
		const id = await output("docker run -d --name probe busybox sleep 10000");
		expect(await info()).toMatchObject({ Containers: idle.Containers + 1, ContainersRunning: 1 });
		expect(await output("docker exec probe grep ' / ' /proc/mounts")).toMatch(
			/^overlay \/ overlay .*\/var\/lib\/docker\/overlay2\//,
		);
		const pid = Number(await inspect("probe", "{{.State.Pid}}"));
		expect(await output(`cat /proc/${pid}/cgroup`)).toBe(`0::/docker/${id}`);
		// crun's own notes, in the folder that dockerd has for any runtime.
		const crunState = JSON.parse(await output(`crun --root /run/docker/runtime-runc/moby state ${id}`));
		expect(crunState).toMatchObject({ id, pid, status: "running" });
		await output("docker rm -f probe");
	});

	it("runs health checks: healthy, unhealthy when the container stops answering, healthy when it answers again", async () => {
		await output(`printf '${CLINIC}\\n' | docker build -q -t clinic - && docker run -d --name clinic clinic`);
		const lastProbe = async () => JSON.parse(await inspect("clinic", "{{json .State.Health.Log}}")).at(-1);
		await guest.untilSays("docker ps", /\(healthy\) .* clinic$/m);
		expect(await lastProbe()).toMatchObject({ ExitCode: 0 });
		await output("docker exec clinic killall httpd");
		await guest.untilSays("docker ps", /\(unhealthy\) .* clinic$/m);
		expect(await lastProbe()).toMatchObject({ ExitCode: 1, Output: expect.stringContaining("Connection refused") });
		await output("docker exec clinic httpd -h /www");
		await guest.untilSays("docker ps", /\(healthy\) .* clinic$/m);
		await output("docker rm -f clinic");
	});

	it("measures in docker stats what a container holds in memory, by name and beside its limit", async () => {
		const fill = "head -c 32m /dev/zero > /dev/shm/ballast && echo full && exec sleep 10000";
		await output(
			`docker run -d --name laden --memory 64m busybox sh -c '${fill}' && docker run -d --name empty busybox sleep 10000`,
		);
		await guest.untilSays("docker logs laden", /^full$/);

		async function memory(): Promise<Record<string, string>> {
			const rows = await output("docker stats --no-stream --format '{{.Name}}={{.MemUsage}}'");
			return Object.fromEntries(rows.split("\n").map((row) => row.split("=")));
		}
		const all = await memory();
		expect(Object.keys(all).sort()).toEqual(["empty", "laden"]);
		expect(all.laden).toMatch(/^3[23](\.\d+)?MiB \/ 64MiB$/);
		const small = /^(\d+(\.\d+)?KiB|[0-3](\.\d+)?MiB) \//;
		expect(all.empty).toMatch(small);
		await output("docker exec laden rm /dev/shm/ballast");
		expect((await memory()).laden).toMatch(small);
		await output("docker rm -f laden empty");
	});

	it("has a buildx that knows what this engine can and cannot build", async () => {
		await output("mkdir -p /tmp/one && echo 'FROM busybox' >/tmp/one/Dockerfile");
		const two = await guest.run("docker buildx build --platform linux/386,linux/arm64 /tmp/one");
		expect(two).toMatchObject({ code: 1, stderr: expect.stringContaining("Multi-platform build is not supported") });
		const exported = await guest.run("docker buildx build --output type=oci,dest=/tmp/one.tar /tmp/one");
		expect(exported).toMatchObject({ code: 1, stderr: expect.stringContaining("OCI exporter is not supported") });
		expect(await output("docker buildx inspect")).toMatch(/^Status: +running$.*^Platforms: +linux\/386$/ms);
		expect((await guest.run("docker buildx build --platform linux/386 -q /tmp/one")).code).toBe(0);
	});

	it("keeps in docker logs what a container wrote, its two outputs apart, to be had by number and by time", async () => {
		const both = "for i in 1 2 3; do echo out $i; echo err $i >&2; done";
		const wrote = { stdout: "out 1\nout 2\nout 3\n", stderr: "err 1\nerr 2\nerr 3\n", code: 0 };
		expect(await guest.run(`docker run --name said busybox sh -c '${both}'`)).toEqual(wrote);
		expect(await guest.run("docker logs said")).toEqual(wrote);

		await output("docker run -d --name slow busybox sh -c 'echo one; until [ -e /go ]; do sleep 0.2; done; echo two'");
		await guest.untilSays("docker logs slow", /^one$/);
		const between = await output("date -u +%Y-%m-%dT%H:%M:%S.%NZ");
		await output("docker exec slow touch /go && docker wait slow");
		expect(await output("docker logs --tail 1 slow")).toBe("two");
		const stamped = (await output("docker logs --timestamps slow")).split("\n").map((line) => line.split(" "));
		expect(stamped.map(([, word]) => word)).toEqual(["one", "two"]);
		const [first = "", second = ""] = stamped.map(([time]) => time);
		// Of the same form, so that the earlier is the smaller.
		expect([first, between, second]).toEqual([first, between, second].sort());
		expect(await output(`docker logs --since ${second} slow`)).toBe("two");
		expect(await output(`docker logs --until ${first} slow`)).toBe("one");
		await output("docker rm said slow");
	});

	it("follows a container's log with docker logs -f, and ends with the container", async () => {
		await output("docker run -d --name clock busybox sh -c 'echo tick; until [ -e /go ]; do sleep 0.2; done; echo tock'");
		const terminal = await guest.machine.openTerminal({ ...screen, command: ["docker", "logs", "-f", "clock"] });
		const typist = new Typist(terminal);
		await typist.shows("tick");
		// Written only now, when the log has been followed for a while.
		await output("docker exec clock touch /go");
		await typist.shows("tock");
		expect((await typist.rest()).trim()).toBe("");
		expect(await terminal.exit).toEqual({ code: 0 });
		expect(await inspect("clock", "{{.State.Status}} {{.State.ExitCode}}")).toBe("exited 0");
		await output("docker rm clock");
	});

	it("tells of a container's life in docker events, as it happens and afterwards", async () => {
		const since = await output("date +%s.%N");
		const words = `docker events --filter type=container --filter container=guest --since ${since} --format`;
		const command = [...words.split(" "), "{{.Action}} {{.Actor.Attributes.exitCode}}"];
		const terminal = await guest.machine.openTerminal({ ...screen, command });
		const typist = new Typist(terminal);
		const wait = "until [ -e /gate/open ]; do sleep 0.2; done; exit 3";
		await output(`docker run -d --rm --name guest -v /tmp/gate:/gate busybox sh -c '${wait}'`);
		await typist.shows("create");
		await typist.shows("start");
		await output("touch /tmp/gate/open");
		await typist.shows("die 3");
		await typist.shows("destroy");
		terminal.close();

		const past = (from: string, to: string) =>
			output(
				`docker events --since ${from} --until ${to} --filter type=container --format '{{.Actor.Attributes.name}} {{.Action}}'`,
			);
		const now = await output("date +%s.%N");
		expect(await past(since, now)).toBe("guest create\nguest start\nguest die\nguest destroy");
		expect(await past("1", since)).not.toContain("guest");
	});

	it("has Compose, whose services find each other by name", async () => {
		await guest.machine.files.write("/root/lab/fleet/compose.yaml", FLEET);
		const compose = (words: string) => output(`cd /root/lab/fleet && docker compose ${words}`);
		await compose("up -d");
		const running = await compose("ps --format '{{.Service}} {{.Name}} {{.State}}'");
		expect(running.split("\n").sort()).toEqual(["port fleet-port-1 running", "starboard fleet-starboard-1 running"]);
		const asks = (from: string, to: string) =>
			guest.untilSays(`docker exec fleet-${from}-1 wget -q -O - http://${to}/`, to === "port" ? /^red$/ : /^green$/);
		await asks("port", "starboard");
		await asks("starboard", "port");
		// It clears the line before each, whoever reads it.
		const logs = (await compose("logs --no-color")).replaceAll("\x1b[2K", "");
		const lines = logs.split("\n").map((line) => line.replace(/ +\| /, ": "));
		expect(lines.sort()).toEqual(["port-1: red sails", "starboard-1: green sails"]);
		const left = "docker ps -a --format '{{.Names}}'; docker network ls --format '{{.Name}}'";
		expect(await output(left)).toMatch(/^fleet_default$/m);
		await compose("down");
		expect(await output(left)).not.toContain("fleet");
	});
});
