/** What a first and a second visit cost: bytes, and the time to a prompt. */
import { type SiteProxy, startProxy } from "#tests/support/proxy.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { clickToPrompt } from "./probes.ts";
import { report } from "./report.ts";

const VISITS = 5;

/** First and second visits, each pair in a browser profile of its own. */
export async function benchVisits(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const proxy = await startProxy(site.origin);
		const first = { bytes: [] as number[], ms: [] as number[] };
		const second: number[] = [];
		try {
			for (let visit = 0; visit < VISITS; visit++) {
				const context = await newContext(browser);
				let before = proxy.sentBytes();
				const page = await context.newPage();
				await page.goto(proxy.origin);
				first.ms.push(await clickToPrompt(page));
				first.bytes.push(proxy.sentBytes() - before);
				// What is prefetched behind the prompt belongs to the first visit.
				await untilStill(proxy);
				await page.close();
				before = proxy.sentBytes();
				const again = await context.newPage();
				await again.goto(proxy.origin);
				await clickToPrompt(again);
				await untilStill(proxy);
				second.push(proxy.sentBytes() - before);
				await context.close();
			}
		} finally {
			await proxy.stop();
		}
		report({ metric: "boot.bytes", unit: "bytes", runs: first.bytes, reach: 40e6, aim: 25e6, where });
		report({ metric: "boot.prompt_ms", unit: "ms", runs: first.ms, reach: 4000, aim: 2000, where });
		report({ metric: "boot.second_visit_bytes", unit: "bytes", runs: second, reach: 1e6, aim: 0, where });
	});
}

/** Settles once nothing crossed the proxy for two seconds. */
async function untilStill(through: SiteProxy): Promise<void> {
	for (let last = -1; last !== through.sentBytes(); ) {
		last = through.sentBytes();
		await new Promise((resolve) => setTimeout(resolve, 2000));
	}
}
