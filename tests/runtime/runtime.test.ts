/** The program between dockerd and crun, compiled for this machine, with a script in crun's place. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const SOURCES = fileURLToPath(new URL("../../emulator/guest/runtime/", import.meta.url));
const PROGRAM = "/usr/libexec/slipway-runtime";
const HOOK = ["libnetwork-setkey", "-exec-root=/run/docker", "c0ffee", "a1b2c3"];

let built: string;
let folder: string;

beforeAll(() => {
	built = mkdtempSync(path.join(tmpdir(), "runtime-"));
	const crun = path.join(built, "crun");
	writeFileSync(crun, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
	chmodSync(crun, 0o755);
	const files = readdirSync(SOURCES).filter((name) => name.endsWith(".c"));
	const places = { CRUN: crun, READ_ONLY_CRUN: path.join(built, "read-only-crun"), CRUN_VERSION: path.join(built, "version") };
	const defines = Object.entries(places).map(([name, place]) => `-D${name}="${place}"`);
	const flags = ["-std=gnu17", "-D_GNU_SOURCE", "-O1", ...defines];
	execFileSync("gcc", [...flags, "-o", path.join(built, "runtime"), ...files], { cwd: SOURCES });
	symlinkSync("runtime", path.join(built, "libnetwork-setkey"));
});
afterAll(() => rmSync(built, { recursive: true }));

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), "runtime-run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface End {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

async function run(name: "runtime" | "libnetwork-setkey", words: readonly string[], stdin = ""): Promise<End> {
	const child = spawn(path.join(built, name), words, { cwd: folder });
	child.stdin.on("error", () => {});
	child.stdin.end(stdin);
	const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
	return { code: code as number | null, stdout, stderr };
}

/** A spec as Go writes it. */
const spec = (hookPath: string, env: readonly string[] = []) => ({
	ociVersion: "1.1.0",
	process: { args: ["echo", "hi"], env },
	hooks: { prestart: [{ path: hookPath, args: HOOK }] },
});

describe("slipway-runtime before crun", () => {
	const config = () => path.join(folder, "config.json");
	const specNow = (): unknown => JSON.parse(readFileSync(config(), "utf8"));

	it.each([["create", "--bundle", "."], ["create", "--bundle=."], ["run", "-b", "."], ["run"]])(
		"has the hook start this program instead of dockerd: %s %s %s",
		async (...words) => {
			// A learner can put the very text of a hook into an environment.
			const env = [`X="path":"/proc/1/exe","args":["libnetwork-setkey"`];
			writeFileSync(config(), JSON.stringify(spec("/proc/614/exe", env)), { mode: 0o640 });
			const all = ["--root", "/run/docker/runtime-runc/moby", ...words, "c0ffee"];
			expect(await run("runtime", all)).toEqual({ code: 7, stdout: `${all.join("\n")}\n`, stderr: "" });
			expect(specNow()).toEqual(spec(PROGRAM, env));
			expect(readdirSync(folder)).toEqual(["config.json"]);
		},
	);

	it("leaves other hooks, and the specs of other commands, as they are", async () => {
		for (const [hookPath, words] of [
			["/opt/hook", ["create", "--bundle", ".", "c0ffee"]],
			["/proc/self/exe", ["create", "--bundle", ".", "c0ffee"]],
			["/proc/614/exe", ["state", "c0ffee"]],
			["/proc/614/exe", ["delete", "--force", "c0ffee"]],
			["/proc/614/exe", ["--version"]],
		] as const) {
			writeFileSync(config(), JSON.stringify(spec(hookPath)));
			expect((await run("runtime", words)).code).toBe(7);
			expect(specNow()).toEqual(spec(hookPath));
		}
	});

	it("leaves it to crun to say what is wrong with a bundle", async () => {
		const words = ["create", "--bundle", "/nowhere", "c0ffee"];
		expect(await run("runtime", words)).toEqual({ code: 7, stdout: `${words.join("\n")}\n`, stderr: "" });
		writeFileSync(config(), '{"hooks":{"prestart":[{"path":"/proc/614/exe","args":["libnetwork-setk');
		expect((await run("runtime", ["create", "--bundle", "."])).code).toBe(7);
	});
});

describe("crun where it is read-only", () => {
	const crun = () => path.join(built, "crun");
	const readOnly = () => path.join(built, "read-only-crun");
	const version = () => path.join(built, "version");
	/** As long and as old as the one in crun's place, as a mount of it is. */
	function mountHas(script: string): void {
		copyFileSync(crun(), readOnly());
		const length = readFileSync(crun()).length;
		writeFileSync(readOnly(), `#!/bin/sh\n${script}\n`.padEnd(length, "#"));
		chmodSync(readOnly(), 0o755);
		utimesSync(readOnly(), 1000, 1000);
		utimesSync(crun(), 1000, 1000);
	}
	afterEach(() => {
		rmSync(readOnly(), { force: true });
		rmSync(version(), { force: true });
	});

	it("is started instead, with the same words", async () => {
		mountHas('echo mounted "$@"');
		expect(await run("runtime", ["start", "c0ffee"])).toEqual({ code: 0, stdout: "mounted start c0ffee\n", stderr: "" });
	});

	it("has told its version when the machine started", async () => {
		mountHas("echo asked");
		expect((await run("runtime", ["--version"])).stdout).toBe("asked\n");
		writeFileSync(version(), "crun version 1.21\nspec: 1.0.0\n");
		expect(await run("runtime", ["--version"])).toEqual({ code: 0, stdout: "crun version 1.21\nspec: 1.0.0\n", stderr: "" });
		expect((await run("runtime", ["--version", "--debug"])).stdout).toBe("asked\n");
	});

	it("is not, and tells nothing, once another crun is installed", async () => {
		mountHas("echo mounted");
		writeFileSync(version(), "crun version 1.21\n");
		utimesSync(crun(), 2000, 2000);
		expect(await run("runtime", ["--version"])).toEqual({ code: 7, stdout: "--version\n", stderr: "" });
		expect((await run("runtime", ["start", "c0ffee"])).code).toBe(7);
	});

	it("is not when it cannot be started", async () => {
		mountHas("echo mounted");
		chmodSync(readOnly(), 0o644);
		expect((await run("runtime", ["start", "c0ffee"])).code).toBe(7);
	});
});

describe("libnetwork-setkey", () => {
	const state = JSON.stringify(
		{ ociVersion: "1.0", id: "c0ffee", annotations: { pid: "5", note: '"pid":6' }, pid: 4711 },
		null,
		4,
	);
	let engine: Server;
	let asked: string[];
	let answer: string;

	beforeEach(async () => {
		asked = [];
		answer = "success";
		engine = createServer((connection) => {
			connection.once("data", (piece) => {
				asked.push(piece.toString());
				connection.end(answer);
			});
		});
		mkdirSync(path.join(folder, "libnetwork"));
		engine.listen(path.join(folder, "libnetwork", "a1b2c3.sock"));
		await once(engine, "listening");
	});
	afterEach(() => void engine.close());

	const hook = (controller = "a1b2c3"): string[] => [`-exec-root=${folder}`, "c0ffee", controller];

	it("tells dockerd where the container's network is", async () => {
		expect(await run("libnetwork-setkey", hook(), state)).toEqual({ code: 0, stdout: "", stderr: "" });
		expect(asked.map((message) => JSON.parse(message))).toEqual([{ ContainerID: "c0ffee", Key: "/proc/4711/ns/net" }]);
	});

	it("fails with dockerd's own words", async () => {
		answer = "no sandbox present for c0ffee";
		expect(await run("libnetwork-setkey", hook(), state)).toMatchObject({ code: 1, stderr: `libnetwork-setkey: ${answer}\n` });
		answer = "";
		expect(await run("libnetwork-setkey", hook(), state)).toMatchObject({
			code: 1,
			stderr: "libnetwork-setkey: dockerd did not answer\n",
		});
	});

	it("says what it lacks, and asks nobody", async () => {
		for (const lacking of ["", "{}", '{"pid":0}', '{"pid":"12"}']) {
			const { code, stderr } = await run("libnetwork-setkey", hook(), lacking);
			expect([code, stderr]).toEqual([1, expect.stringContaining("the container's state")]);
		}
		expect(await run("libnetwork-setkey", ["c0ffee"], state)).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("arguments"),
		});
		expect(await run("libnetwork-setkey", hook("nobody"), state)).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("nobody.sock: No such file or directory"),
		});
		expect(asked).toEqual([]);
	});
});
