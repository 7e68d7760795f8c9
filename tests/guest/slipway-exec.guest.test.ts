/** `npx slipway exec`, as scripts and people use it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROGRAM, slipway, startSlipway } from "../support/slipway.ts";

describe("slipway exec", { timeout: 3 * 60_000 }, () => {
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(`${tmpdir()}/slipway-`);
	});

	afterAll(() => rm(folder, { recursive: true }));

	it("runs a container, prints what it prints and exits as it does", async () => {
		const { stdout, stderr, code } = await slipway(["exec", "docker run --rm hello-world"], "");
		expect(stdout).toContain("Hello from a container!");
		expect([stderr, code]).toEqual(["", 0]);
	});

	it("hands through output, error output and exit code, also while nobody closes its input", async () => {
		const run = startSlipway(["exec", "echo out; echo err >&2; exit 7"]);
		expect(await run.ended).toEqual({ stdout: "out\n", stderr: "err\n", code: 7 });
	});

	it("hands its standard input through, whatever bytes it has", async () => {
		const everyByte = Buffer.from(Array.from({ length: 256 * 2000 }, (_, index) => index % 256));
		expect(await slipway(["exec", "cksum"], everyByte)).toEqual({ stdout: "3895657469 512000\n", stderr: "", code: 0 });
	});

	it("ends when the command has read as much as it wants", async () => {
		const { stdout, code } = await slipway(["exec", "head -c 3"], Buffer.alloc(4_000_000, "abc"));
		expect([stdout, code]).toEqual(["abc", 0]);
	});

	it("ends when nobody reads its output any more", async () => {
		const { child, ended } = startSlipway(["exec", "yes"], "");
		await once(child.stdout, "data");
		child.stdout.destroy();
		// 128 and the number of SIGPIPE.
		expect(await ended).toMatchObject({ stderr: "", code: 141 });
	});

	it("passes Ctrl-C on to the command", async () => {
		const { child, ended } = startSlipway(["exec", "trap 'echo caught; exit 3' INT; echo ready; sleep 4331 & wait"]);
		await once(child.stdout, "data");
		child.kill("SIGINT");
		expect(await ended).toMatchObject({ code: 3 });
	});

	it("runs as the user and in the folder it is told to, and says so when there is none", async () => {
		expect(await slipway(["exec", "--user", "nobody", "--cwd", "/tmp", "id -un; pwd"], "")).toMatchObject({
			stdout: "nobody\n/tmp\n",
			code: 0,
		});
		const { stderr, code } = await slipway(["exec", "--user", "nosuchuser", "true"], "");
		expect([stderr, code]).toEqual([expect.stringMatching(/^slipway: The command cannot be started: .*ENOENT/), 125]);
	});

	it("kills a command that takes longer than it may", async () => {
		const { stderr, code } = await slipway(["exec", "--timeout", "0.5", "sleep 4332"], "");
		expect([stderr, code]).toEqual(["slipway: The command did not end within 0.5 s and was killed.\n", 125]);
	});

	it("prints figures as one line of JSON", async () => {
		const { stderr, code } = await slipway(["exec", "--json", "exit 4"], "");
		expect(code).toBe(4);
		const figures = JSON.parse(stderr) as Record<string, number>;
		expect(figures.code).toBe(4);
		for (const name of ["startMs", "commandMs", "instructions", "fetchedBytes"]) expect(figures[name]).toBeGreaterThan(0);
	});

	it("continues a machine that was kept, and leaves its file alone when that is not kept again", async () => {
		const state = `${folder}/kept`;
		const keep = await slipway(["exec", "--keep", "--state", state, "echo first > /root/lab/note; (sleep 4333 &) ; exit 2"], "");
		expect(keep).toEqual({ stdout: "", stderr: "", code: 2 });
		const { mtimeMs } = await stat(state);
		const words = "cat /root/lab/note; pgrep -c -f '^sleep 4333'; echo second > /root/lab/note";
		expect(await slipway(["exec", "--state", state, words], "")).toMatchObject({ stdout: "first\n1\n", code: 0 });
		expect((await stat(state)).mtimeMs).toBe(mtimeMs);
		expect(await slipway(["exec", "--state", state, "cat note"], "")).toMatchObject({ stdout: "first\n", code: 0 });
	});

	it("refuses a kept machine that is damaged, and one of another bundle, and keeps the file", async () => {
		const state = `${folder}/kept`;
		const kept = await readFile(state);
		const damaged = Buffer.from(kept);
		damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
		await writeFile(state, damaged);
		expect(await slipway(["exec", "--keep", "--state", state, "echo ran"], "")).toEqual({
			stdout: "",
			stderr: "slipway: The saved machine is damaged or not complete.\n",
			code: 125,
		});
		expect((await readFile(state)).equals(damaged)).toBe(true);
		// The bundle's digest stands in the file's first kilobyte.
		const at = kept.indexOf('"bundle":"') + '"bundle":"'.length;
		kept.fill("0", at, at + 64);
		await writeFile(state, kept);
		expect(await slipway(["exec", "--state", state, "echo ran"], "")).toEqual({
			stdout: "",
			stderr: "slipway: This saved machine belongs to another version of Slipway's machine.\n",
			code: 125,
		});
	});

	it("takes a kept machine from a file only, and reads no device for ever", async () => {
		for (const state of [folder, "/dev/zero"]) {
			expect(await slipway(["exec", "--keep", "--state", state, "echo ran"], "")).toEqual({
				stdout: "",
				stderr: `slipway: ${state} is not a file that holds a machine.\n`,
				code: 125,
			});
		}
	});

	it("says in a line what the system refuses", async () => {
		const child = spawn("bash", ["-c", `'${process.execPath}' '${PROGRAM}' exec 'echo lost' > /dev/full`]);
		const said = text(child.stderr);
		expect(await once(child, "close")).toEqual([125, null]);
		expect(await said).toMatch(/^slipway: ENOSPC: .*\n$/);
	});

	it("says what is missing when there is no machine, and how to make it", async () => {
		const { stdout, stderr, code } = await slipway(["exec", "--bundle", folder, "echo ran"], "");
		expect([stdout, code]).toEqual(["", 125]);
		expect(stderr).toBe(`slipway: There is no machine bundle in ${folder}. Run "npm run guest:build" to make one.\n`);
	});

	it("explains itself when it is used wrongly", async () => {
		expect(await slipway(["exec"], "")).toMatchObject({ code: 1, stderr: expect.stringContaining("Usage: slipway exec") });
		expect(await slipway(["exec", "--timeout", "soon", "true"], "")).toMatchObject({ code: 1 });
	});
});
