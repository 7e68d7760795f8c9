/** The program between containerd and its shim, compiled for this machine, with a script in the shim's place. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const SOURCES = fileURLToPath(new URL("../../emulator/guest/shim/", import.meta.url));
const FLAGS = [
	"-namespace",
	"moby",
	"-address",
	"/run/containerd.sock",
	"-publish-binary",
	"/usr/bin/containerd",
	"-id",
	"c0ffee",
];

/** As it is told to stay: notes its words, what it is given as number 3, and what it may not hold on to; then waits for the end of a file. */
const SHIM = `#!/bin/bash
printf '%s\\n' "$@" > called
if [ "\${!#}" = start ] || [ "\${!#}" = delete ]; then
	cat > stdin
	echo the real one
	exit 7
fi
echo "$GOMAXPROCS" > processors
readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 > descriptors
readlink /proc/$$/fd/3 >> descriptors
ps -o pgid= $$ > group
echo $$ > pid.new && mv pid.new pid
exec sleep 30
`;

let built: string;
let bundle: string;

beforeAll(() => {
	built = mkdtempSync(path.join(tmpdir(), "shim-"));
	writeFileSync(path.join(built, "real"), SHIM);
	chmodSync(path.join(built, "real"), 0o755);
	const files = readdirSync(SOURCES).filter((name) => name.endsWith(".c"));
	const flags = ["-std=gnu17", "-D_GNU_SOURCE", "-O1", `-DSHIM="${built}/real"`, `-DSOCKETS="${built}/s"`];
	execFileSync("gcc", [...flags, "-o", path.join(built, "shim"), ...files], { cwd: SOURCES });
});
afterAll(() => rmSync(built, { recursive: true }));

beforeEach(() => {
	bundle = mkdtempSync(path.join(tmpdir(), "shim-bundle-"));
	writeFileSync(path.join(bundle, "config.json"), JSON.stringify({ ociVersion: "1.1.0", annotations: {} }));
});
afterEach(() => {
	if (existsSync(path.join(bundle, "pid"))) end(Number(noted("pid")));
	rmSync(bundle, { recursive: true });
	rmSync(path.join(built, "s"), { recursive: true, force: true });
});

function end(pid: number): void {
	try {
		process.kill(pid);
	} catch {
		// It has ended.
	}
}

const noted = (name: string): string => readFileSync(path.join(bundle, name), "utf8").trim();

async function call(action: string, stdin: Uint8Array = new Uint8Array(), env: Record<string, string> = {}) {
	const child = spawn(path.join(built, "shim"), [...FLAGS, action], { cwd: bundle, env: { ...process.env, ...env } });
	child.stdin.on("error", () => {});
	child.stdin.end(stdin);
	const [stdout, stderr, [code]] = await Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, "close")]);
	return { code: code as number | null, stdout, stderr: stderr.toString() };
}

async function untilThere(name: string): Promise<void> {
	while (!existsSync(path.join(bundle, name))) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A message of protocol buffers with strings: `[field, content]`. */
function message(...fields: readonly (readonly [number, string])[]): Buffer {
	return Buffer.concat(
		fields.flatMap(([field, content]) => [Buffer.from([(field << 3) | 2, content.length]), Buffer.from(content)]),
	);
}

/** What containerd writes to a shim that it starts, with these options. */
const options = (...fields: readonly (readonly [number, string])[]): Buffer =>
	message([1, "containerd.runc.v1.Options"], [2, message(...fields).toString("latin1")]);

const dockers = options([6, "/usr/libexec/slipway-runtime"], [7, "/var/run/docker/runtime-runc"]);

describe("slipway-shim when a container starts", () => {
	it("starts the shim that stays, with a socket that listens, and tells where", async () => {
		const { code, stdout, stderr } = await call("start", dockers);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		const socket = path.join(built, "s", "moby-c0ffee");
		expect(stdout.toString()).toBe(`unix://${socket}`);
		expect(noted("address")).toBe(`unix://${socket}`);
		expect(statSync(socket).mode & 0o777).toBe(0o600);
		const connection = connect(socket);
		await once(connection, "connect");
		connection.destroy();

		await untilThere("pid");
		expect(noted("called").split("\n")).toEqual(["-namespace", "moby", "-id", "c0ffee", "-address", "/run/containerd.sock"]);
		expect(noted("processors")).toBe("4");
		const [input, output, errors, listening] = noted("descriptors").split("\n");
		expect([input, output, errors]).toEqual(["/dev/null", "/dev/null", "/dev/null"]);
		expect(listening).toMatch(/^socket:/);
		expect(noted("group")).toBe(noted("pid"));
		const score = (pid: string | number): number => Number(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8"));
		expect(score(noted("pid"))).toBe(Math.min(1000, score(process.pid) + 1));
	});

	it("starts it without options too", async () => {
		expect((await call("start")).code).toBe(0);
		await untilThere("pid");
	});

	it.each([
		["a control group for the shim", options([3, "/shims"], [7, "/run/runc"]), {}, "{}"],
		["options of another kind", message([1, "example.Options"]), {}, "{}"],
		["core scheduling", dockers, { SCHED_CORE: "1" }, "{}"],
		["a group that shares a shim", dockers, {}, '{"annotations":{"io.kubernetes.cri.sandbox-id":"pod"}}'],
		["a spec too long to look through", dockers, {}, JSON.stringify({ args: "x".repeat(1 << 20) })],
	])("leaves %s to containerd's shim, which reads all that was said", async (_, stdin, env, spec) => {
		writeFileSync(path.join(bundle, "config.json"), spec);
		const { code, stdout } = await call("start", stdin, env);
		expect({ code, stdout: stdout.toString() }).toEqual({ code: 7, stdout: "the real one\n" });
		expect(noted("called").split("\n")).toEqual([...FLAGS, "start"]);
		expect(readFileSync(path.join(bundle, "stdin"))).toEqual(Buffer.from(stdin));
		expect(existsSync(path.join(bundle, "address"))).toBe(false);
	});

	it("says so when there is more of the options than it can hold", async () => {
		const { code, stdout, stderr } = await call("start", new Uint8Array(1 << 16));
		expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: "" });
		expect(stderr).toMatch(/longer than 65,535 bytes/);
	});

	it("leaves a socket that is there already to containerd's shim", async () => {
		mkdirSync(path.join(built, "s"));
		writeFileSync(path.join(built, "s", "moby-c0ffee"), "");
		expect((await call("start", dockers)).code).toBe(7);
		expect(readFileSync(path.join(bundle, "stdin"))).toEqual(dockers);
	});

	it("leaves a bundle without a spec to containerd's shim, for its message", async () => {
		rmSync(path.join(bundle, "config.json"));
		expect((await call("start", dockers)).code).toBe(7);
	});
});

describe("slipway-shim when a shim has gone", () => {
	beforeEach(() => {
		writeFileSync(path.join(bundle, "options.json"), JSON.stringify({ binary_name: "crun", root: path.join(bundle, "state") }));
		writeFileSync(path.join(bundle, "init.pid"), "300");
		mkdirSync(path.join(bundle, "rootfs"));
	});

	it("says how the container ended when nothing is left of it", async () => {
		const before = Math.floor(Date.now() / 1000);
		const { code, stdout } = await call("delete");
		expect(code).toBe(0);
		expect(existsSync(path.join(bundle, "called"))).toBe(false);
		// Process 300, status 137, and a message with the time.
		expect([...stdout.subarray(0, 7)]).toEqual([
			1 << 3,
			(300 & 0x7f) | 0x80,
			300 >> 7,
			2 << 3,
			(137 & 0x7f) | 0x80,
			1,
			(3 << 3) | 2,
		]);
		expect(stdout[7]).toBe(stdout.byteLength - 8);
		expect(stdout[8]).toBe(1 << 3);
		const seconds = [...stdout.subarray(9, 14)].reduce((sum, byte, index) => sum + (byte & 0x7f) * 2 ** (7 * index), 0);
		expect(seconds).toBeGreaterThanOrEqual(before);
		expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
	});

	it.each([
		["a container that crun still knows", () => mkdirSync(path.join(bundle, "state", "moby", "c0ffee"), { recursive: true })],
		["a bundle without options", () => rmSync(path.join(bundle, "options.json"))],
		[
			"a path that has to be read with care",
			() => writeFileSync(path.join(bundle, "options.json"), '{"root":"/run\\u002fcrun"}'),
		],
		["options without a folder", () => writeFileSync(path.join(bundle, "options.json"), "{}")],
	])("leaves %s to containerd's shim", async (_, given) => {
		given();
		const { code, stdout } = await call("delete");
		expect({ code, stdout: stdout.toString() }).toEqual({ code: 7, stdout: "the real one\n" });
		expect(noted("called").split("\n")).toEqual([...FLAGS, "delete"]);
	});
});

describe("slipway-shim otherwise", () => {
	it.each([[["-v"]], [["-namespace", "moby", "-id", "c0ffee", "-debug", "start"]], [["-namespace", "moby", "start"]], [[]]])(
		"is containerd's shim: %j",
		async (words) => {
			const child = spawn(path.join(built, "shim"), words, { cwd: bundle, stdio: "ignore" });
			const ended = once(child, "close");
			await untilThere("called");
			expect(noted("called")).toBe(words.join("\n"));
			child.kill("SIGKILL");
			await ended;
		},
	);
});
