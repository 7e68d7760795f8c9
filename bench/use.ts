/** How it feels to work in the sandbox: keys, commands, frames, and what an idle machine costs. */
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { cpuSeconds } from "./cpu-seconds.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { echoTimes, enterToPrompt, longestFrameGap } from "./probes.ts";
import { report } from "./report.ts";

const KEYS = 200;
const COMMANDS = 9;
/** Long enough for what follows the prompt (prefetching, a first look at the engine) to be over. */
const SETTLE_MS = 20_000;
const IDLE_MS = 30_000;

export async function benchUse(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const context = await newContext(browser);
		const sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(site.origin);
		await sandbox.prompt();

		const dockerPs: number[] = [];
		for (let run = 0; run < COMMANDS; run++) {
			await sandbox.prompt();
			await sandbox.type("docker ps");
			dockerPs.push(await enterToPrompt(sandbox.page));
		}
		report({ metric: "engine.docker_ps_ms", unit: "ms", runs: dockerPs, reach: 300, aim: 150, where });

		await sandbox.page.waitForTimeout(SETTLE_MS);
		const before = await cpuSeconds(browser);
		await sandbox.page.waitForTimeout(IDLE_MS);
		const share = (await cpuSeconds(browser)) - before;
		report({ metric: "idle.core_share", unit: "share", runs: [share / (IDLE_MS / 1000)], reach: 0.05, aim: 0.02, where });

		const echoes = await echoTimes(sandbox.page, KEYS);
		report({ metric: "terminal.echo_ms_p50", unit: "ms", runs: echoes, reach: 20, aim: 10, where });
		report({ metric: "terminal.echo_ms_p99", unit: "ms", as: "p99", runs: echoes, reach: 60, aim: 30, where });
		await sandbox.page.keyboard.press("Control+u");

		const gaps: number[] = [];
		for (const command of ["docker run --rm hello-world", "head -c 50M /dev/zero | sha256sum", "seq 300000"]) {
			gaps.push(await longestFrameGap(sandbox.page, () => sandbox.run(command)));
		}
		report({ metric: "page.frame_gap_ms", unit: "ms", as: "max", runs: gaps, reach: 50, aim: 34, where });
	});
}
