/** Every starter project of the sandbox, in the real engine: its steps, one after the other, and what its ports answer. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { starters } from "#components/starters/starters.ts";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { placeProject } from "#workspace/share/lab-project.ts";
import { until } from "../support/until.ts";

/** After which step what is answered where. */
const answers: Readonly<Record<string, readonly { after: number; port: number; words: string }[]>> = {
	site: [
		{ after: 1, port: 8080, words: "My harbour" },
		{ after: 3, port: 8081, words: "My harbour" },
	],
	"python-app": [
		{ after: 2, port: 8000, words: "Hello from Python" },
		{ after: 3, port: 8001, words: "Ahoy from Python" },
	],
	"node-app": [{ after: 2, port: 3000, words: "Hello from Node v" }],
	guestbook: [{ after: 2, port: 8000, words: "<h1>Guestbook</h1>" }],
};

describe("A starter project", { timeout: 6 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});
	afterAll(() => machine.dispose());
	afterEach(async () => {
		await run(machine, "docker rm -f -v $(docker ps -aq); docker volume prune -af");
	});

	async function succeeds(command: string): Promise<string> {
		const { stdout, stderr, code } = await run(machine, command, { timeoutMs: 240_000 });
		expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
		return stdout;
	}

	it.each(starters)("“$title” does what its steps say", async ({ id, project, steps }) => {
		await placeProject(machine, project);
		let folder = "/root/lab";
		for (const [index, { command }] of steps.entries()) {
			folder = (await succeeds(`cd ${folder} && ${command} >&2; code=$?; pwd; exit $code`)).trim();
			for (const { port, words } of answers[id]?.filter(({ after }) => after === index + 1) ?? []) {
				await until(
					`port ${port} says "${words}"`,
					async () => (await run(machine, `curl -sL http://127.0.0.1:${port}/`)).stdout.includes(words),
					60_000,
				);
			}
			if (id === "guestbook" && index === 1) {
				await succeeds("curl -sf -d 'entry=Ahoy <b>there</b>' http://127.0.0.1:8000/");
				await until(
					"the entry is shown as text",
					async () => (await run(machine, "curl -s http://127.0.0.1:8000/")).stdout.includes("Ahoy &lt;b&gt;there&lt;/b&gt;"),
					30_000,
				);
			}
		}
	});

	it("every port that is promised is checked", () => {
		expect(Object.keys(answers).sort()).toEqual(starters.map(({ id }) => id).sort());
	});
});
