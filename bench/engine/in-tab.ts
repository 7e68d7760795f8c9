/** The script in fresh pages of the production build. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { newContext } from "../in-chromium.ts";
import { PageTypist } from "../page-typist.ts";
import { tabMemoryBytes } from "../tab-memory.ts";
import { FIRST_RUN, SAID_HI, typeOnce, typeRepeatedly } from "./script.ts";
import type { Times } from "./times.ts";
import type { Typist } from "./typist.ts";

const PAGES = 3;
/** Of reading, before somebody types a first command. */
const READ_MS = 20_000;

/** First runs that are typed as soon as there is a prompt. */
export async function coldRuns(browser: Browser, origin: string): Promise<number[]> {
	const runs: number[] = [];
	for (let page = 0; page < PAGES; page++) {
		await inFreshPage(browser, origin, async (typist) => void runs.push(await typist.timed(FIRST_RUN, SAID_HI)));
	}
	return runs;
}

/** Fills `times`, and gives back the bytes that the last page has come to. */
export async function typeScript(browser: Browser, origin: string, times: Times): Promise<number> {
	let memoryBytes = 0;
	for (let left = PAGES; left > 0; left--) {
		await inFreshPage(browser, origin, async (typist) => {
			await sleep(READ_MS);
			await typeOnce(typist, times);
			await typeRepeatedly(typist, times);
			if (left === 1) memoryBytes = await tabMemoryBytes(browser);
		});
	}
	return memoryBytes;
}

/** With empty caches, at its first prompt. */
async function inFreshPage(browser: Browser, origin: string, work: (typist: Typist) => Promise<void>): Promise<void> {
	const context = await newContext(browser);
	try {
		const sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(origin);
		await sandbox.prompt();
		await work(new PageTypist(sandbox));
	} finally {
		await context.close();
	}
}
