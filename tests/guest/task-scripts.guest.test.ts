/** Scripts of tasks in a real machine: what they may call, and what the worst of them get. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";
import { runScript, type ScriptOptions, type ScriptOutcome } from "#lessons/tasks/run-check.ts";
import { until } from "../support/until.ts";

const helpers = readFileSync(lessonPlaces(repositoryFolder).helpers, "utf8");

describe("A script of a task", { timeout: 4 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});

	afterAll(() => machine.dispose());

	function outcomeOf(script: string, options: Partial<ScriptOptions> = {}): Promise<ScriptOutcome> {
		return runScript(machine, `#!/bin/bash\n${script}`, { timeoutMs: 30_000, values: {}, helpers, ...options });
	}

	const clean = { timedOut: false, flooded: false, complaint: "" };

	it("runs as root in the lab, with its values, and nobody to ask", async () => {
		const script = 'id -un; pwd; echo {{name}}; cat; echo "end of input"';
		const outcome = await outcomeOf(script, { values: { name: "otter" } });
		expect(outcome).toEqual({ ...clean, code: 0, said: "root\n/root/lab\notter\nend of input" });
	});

	it("says why not, and keeps its standard error for the author", async () => {
		const outcome = await outcomeOf("ls /nowhere; fail_because 'There is  no such thing.'; echo never");
		expect(outcome).toEqual({
			...clean,
			code: 1,
			said: "There is  no such thing.",
			complaint: expect.stringContaining("/nowhere"),
		});
	});

	it("asks the engine about containers, images, volumes, networks and ports", async () => {
		const { code, stderr } = await run(
			machine,
			"docker volume create kept; docker run -d --name web -p 8099:80 busybox sh -c 'echo hello > /index.html; exec httpd -f -h /'; docker create --name idle busybox true",
		);
		expect(stderr).toBe("");
		expect(code).toBe(0);
		const yes = [
			"container_exists web",
			"container_exists idle",
			"container_running web",
			'[ "$(container_image web)" = busybox ]',
			'[[ "$(container_ip web)" = 172.* ]]',
			'[ "$(container_field idle .State.Status)" = created ]',
			'[ "$(container_field idle .State.Running)" = false ]',
			"image_exists busybox",
			"image_exists docker.io/library/busybox:latest",
			'[[ "$(image_id busybox)" = sha256:* ]]',
			'[ "$(layer_count busybox)" = 1 ]',
			"volume_exists kept",
			"network_exists bridge",
			"port_answers 8099",
			'[ "$(port_says 8099)" = hello ]',
		];
		const no = [
			"container_exists none",
			"container_running none",
			"container_running idle",
			"container_image none",
			"container_field web .Nope",
			"image_exists none",
			"layer_count none",
			"volume_exists none",
			"network_exists nowhere",
			"port_answers 8098",
			"port_says 8099 /none",
			"require 'This is why.' -- container_running none",
		];
		const script = [...yes.map((question) => `(${question}) || echo "no: ${question.replaceAll('"', "'")}"`)];
		script.push(...no.map((question) => `(${question}) >/dev/null && echo "yes: ${question}"`), "require x -- true", "exit 0");
		expect(await outcomeOf(script.join("\n"))).toEqual({ ...clean, code: 0, said: "" });
		expect(await outcomeOf("require 'This is why.' -- container_running none")).toMatchObject({ code: 1, said: "This is why." });
		await run(machine, "docker rm -f web idle");
	});

	it("is killed with all it started when it does not end", async () => {
		const outcome = await outcomeOf("echo begun; (sleep 4401 & sleep 4402) & sleep 4403", { timeoutMs: 2000 });
		expect(outcome).toEqual({ ...clean, code: 124, said: "begun", timedOut: true });
		await until("nothing of it is left", async () => (await run(machine, ["pgrep", "-f", "sleep 44"])).code === 1, 20_000);
	});

	it("is killed when it prints without end, of which 2 kB are kept", async () => {
		const outcome = await outcomeOf("yes abcdefg", { timeoutMs: 60_000 });
		expect(outcome).toMatchObject({ code: 125, flooded: true, timedOut: false });
		expect(outcome.said).toHaveLength(2047);
		const megabyte = await outcomeOf("head -c 1000000 /dev/zero | tr '\\0' x >&2", { timeoutMs: 60_000 });
		expect(megabyte).toMatchObject({ code: 125, flooded: true });
		expect(megabyte.complaint).toHaveLength(2048);
		await until("nothing of it is left", async () => (await run(machine, ["pgrep", "-x", "yes"])).code === 1, 20_000);
	});

	it("may print what it likes: nothing of it reaches a page but text", async () => {
		const { said } = await outcomeOf("printf '\\e[31mred\\e[0m \\a<b>bold</b>\\r\\n\\0nul \\xff\\n\\n'");
		expect(said).toBe("red <b>bold</b>\nnul \ufffd");
	});

	it("is not passed while Docker is down because of it, and is heard again afterwards", async () => {
		const outcome = await outcomeOf("pkill -9 -x dockerd; sleep 1; container_running web");
		expect(outcome.code).not.toBe(0);
		expect(outcome.timedOut).toBe(false);
		const answers = async (): Promise<boolean> => (await outcomeOf("image_exists busybox")).code === 0;
		await until("Docker answers a check", answers, 90_000);
	});

	it("is over at once when nobody wants to know any more", async () => {
		const nobody = new AbortController();
		const asked = outcomeOf("sleep 4404", { signal: nobody.signal });
		nobody.abort(new Error("the page was left"));
		await expect(asked).rejects.toThrow("the page was left");
		await until("nothing of it is left", async () => (await run(machine, ["pgrep", "-f", "sleep 4404"])).code === 1, 20_000);
	});

	it("that takes the agent with it is an error with a name, and the next is heard", async () => {
		await expect(outcomeOf("pkill -9 -x slipway-agent; sleep 10")).rejects.toMatchObject({ name: "AgentLostError" });
		expect(await outcomeOf("echo back")).toMatchObject({ code: 0, said: "back" });
	});
});
