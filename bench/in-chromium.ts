/** The production build in Chromium, for as long as a part of the bench needs it. */
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "#tests/support/browser.ts";
import { type Site, startSite } from "#tests/support/site.ts";

interface InChromium {
	readonly site: Site;
	readonly browser: Browser;
	/** For `report`. */
	readonly where: string;
}

export async function inChromium(work: (there: InChromium) => Promise<void>): Promise<void> {
	const site = await startSite();
	try {
		const browser = await launchBrowser();
		try {
			await work({ site, browser, where: `chromium ${browser.version()}, localhost` });
		} finally {
			await browser.close();
		}
	} finally {
		await site.stop();
	}
}

export async function newContext(from: Browser): Promise<BrowserContext> {
	const context = await from.newContext({ viewport: { width: 1280, height: 720 } });
	// tsx wraps named functions in a helper of its own, which functions that are sent into the page take along by name only.
	await context.addInitScript("globalThis.__name ??= (named) => named;");
	return context;
}
