/** `npm run bench`: measures the production build that `npm start` made, in Chromium on this machine. */
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "#tests/support/browser.ts";
import { type SiteProxy, startProxy } from "#tests/support/proxy.ts";
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { startSite } from "#tests/support/site.ts";
import { cpuSeconds } from "./cpu-seconds.ts";
import { benchNetwork } from "./network.ts";
import { previewFirstBytes } from "./preview.ts";
import { clickToPrompt, echoTimes, enterToPrompt, longestFrameGap } from "./probes.ts";
import { printTable, report } from "./report.ts";

const VISITS = 5;
const KEYS = 200;
const COMMANDS = 9;
/** Long enough for what follows the prompt (prefetching, a first look at the engine) to be over. */
const SETTLE_MS = 20_000;
const IDLE_MS = 30_000;

const site = await startSite();
const proxy = await startProxy(site.origin);
const browser = await launchBrowser();
const where = `chromium ${browser.version()}, localhost`;
try {
	await benchVisits(browser, proxy);
	await benchUse(browser);
	await benchPreview(browser);
} finally {
	await browser.close();
	await proxy.stop();
	await site.stop();
}
await benchNetwork();
printTable();

/** First and second visits, each pair in a browser profile of its own. */
async function benchVisits(from: Browser, through: SiteProxy): Promise<void> {
	const first = { bytes: [] as number[], ms: [] as number[] };
	const second: number[] = [];
	for (let visit = 0; visit < VISITS; visit++) {
		const context = await newContext(from);
		let before = through.sentBytes();
		const page = await context.newPage();
		await page.goto(through.origin);
		first.ms.push(await clickToPrompt(page));
		first.bytes.push(through.sentBytes() - before);
		// What is prefetched behind the prompt belongs to the first visit.
		await untilStill(through);
		await page.close();
		before = through.sentBytes();
		const again = await context.newPage();
		await again.goto(through.origin);
		await clickToPrompt(again);
		await untilStill(through);
		second.push(through.sentBytes() - before);
		await context.close();
	}
	report({ metric: "boot.bytes", unit: "bytes", runs: first.bytes, reach: 40e6, aim: 25e6, where });
	report({ metric: "boot.prompt_ms", unit: "ms", runs: first.ms, reach: 4000, aim: 2000, where });
	report({ metric: "boot.second_visit_bytes", unit: "bytes", runs: second, reach: 1e6, aim: 0, where });
}

async function benchUse(from: Browser): Promise<void> {
	const context = await newContext(from);
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
	const before = await cpuSeconds(from);
	await sandbox.page.waitForTimeout(IDLE_MS);
	const share = (await cpuSeconds(from)) - before;
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
	await context.close();
}

async function benchPreview(from: Browser): Promise<void> {
	const context = await newContext(from);
	const sandbox = new SandboxPage(await context.newPage());
	await sandbox.open(site.origin);
	const runs = await previewFirstBytes(sandbox);
	report({ metric: "preview.first_byte_ms", unit: "ms", runs, reach: 100, aim: 30, where });
	await context.close();
}

async function newContext(from: Browser): Promise<BrowserContext> {
	const context = await from.newContext({ viewport: { width: 1280, height: 720 } });
	// tsx wraps named functions in a helper of its own, which functions that are sent into the page take along by name only.
	await context.addInitScript("globalThis.__name ??= (named) => named;");
	return context;
}

/** Settles once nothing crossed the proxy for two seconds. */
async function untilStill(through: SiteProxy): Promise<void> {
	for (let last = -1; last !== through.sentBytes(); ) {
		last = through.sentBytes();
		await new Promise((resolve) => setTimeout(resolve, 2000));
	}
}
