/** What the page of a lesson costs before anything is done on it, and what Lighthouse makes of it. */
import type { Browser } from "playwright-core";
import { inChromium, newContext } from "./in-chromium.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { report } from "./report.ts";

const VISITS = 7;
const PAGE = "/lessons/first-container";

interface PageTimes {
	readonly firstPaintMs: number;
	/** From when on a click is answered: the machine that React starts once it has taken the page over has begun to start. */
	readonly interactiveMs: number;
	readonly scriptBytes: number;
}

export async function benchPage(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const visits: PageTimes[] = [];
		for (let visit = 0; visit < VISITS; visit++) visits.push(await visitOnce(browser, site.origin + PAGE));
		const runs = (of: keyof PageTimes) => visits.map((times) => times[of]);
		report({ metric: "page.first_paint_ms", unit: "ms", runs: runs("firstPaintMs"), reach: 1000, aim: 500, where });
		report({ metric: "page.interactive_ms", unit: "ms", runs: runs("interactiveMs"), reach: 2000, aim: 1000, where });
		report({ metric: "page.js_bytes", unit: "bytes", runs: runs("scriptBytes"), reach: 250_000, aim: 200_000, where });
		await benchLighthouse(site.origin + PAGE, where);
	});
}

/** With an empty cache. */
async function visitOnce(from: Browser, address: string): Promise<PageTimes> {
	const context = await newContext(from);
	try {
		const page = await context.newPage();
		await page.addInitScript(() => {
			const watcher = new MutationObserver(() => {
				const machine = document.querySelector<HTMLElement>("[data-machine]")?.dataset.machine;
				if (!machine || machine === "idle") return;
				performance.mark("interactive");
				watcher.disconnect();
			});
			watcher.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-machine"] });
		});
		await page.goto(address);
		// Everything that is loaded behind the first paint, the terminal among it.
		await page.locator(".xterm-rows").waitFor({ state: "attached" });
		await page.waitForLoadState("networkidle");
		return await page.evaluate(() => {
			const scripts = performance
				.getEntriesByType("resource")
				.filter(({ name }) => /\/_next\/.*\.js$/.test(new URL(name).pathname));
			return {
				firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
				interactiveMs: performance.getEntriesByName("interactive")[0]?.startTime ?? Number.NaN,
				scriptBytes: scripts.reduce((sum, one) => sum + (one as PerformanceResourceTiming).encodedBodySize, 0),
			};
		});
	} finally {
		await context.close();
	}
}
