/** What the page of a lesson costs before anything is done on it, and what Lighthouse makes of it. */
import type { Browser } from "playwright-core";
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { report } from "./report.ts";

const VISITS = 7;
const PAGE = "/lessons/first-container";

interface PageTimes {
	readonly firstPaintMs: number;
	/** From when on a click is answered: the machine that React starts once it has taken the page over has begun to start. */
	readonly interactiveMs: number;
	/** Of the scripts that the page itself names; the terminal follows the first paint, and is not among them. */
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
		await new SandboxPage(page).prompt();
		return await page.evaluate(async () => {
			const text = await (await fetch(location.href)).text();
			const scripts = performance.getEntriesByType("resource").filter(({ name }) => {
				const { pathname } = new URL(name);
				return pathname.startsWith("/_next/") && pathname.endsWith(".js") && text.includes(pathname);
			});
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
