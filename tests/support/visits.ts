/** The site and a browser for one file of tests; each visitor has a browser profile of its own. */
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { type SiteProxy, startProxy } from "./proxy.ts";
import { SandboxPage } from "./sandbox-page.ts";
import { startSite } from "./site.ts";

export interface Visits {
	readonly browser: Browser;
	/** Between browser and site. */
	readonly proxy: SiteProxy;
	/** Opens the sandbox in a new profile, or in that of `context`. */
	visit(context?: BrowserContext): Promise<SandboxPage>;
	/** Closes every profile, and lets everything pass again. */
	endVisits(): Promise<void>;
	stop(): Promise<void>;
}

export async function startVisits(browserArguments: readonly string[] = []): Promise<Visits> {
	const site = await startSite();
	const proxy = await startProxy(site.origin);
	const browser = await launchBrowser(browserArguments);
	return {
		browser,
		proxy,
		async visit(context) {
			const profile = context ?? (await browser.newContext({ viewport: { width: 1280, height: 720 } }));
			const sandbox = new SandboxPage(await profile.newPage());
			await sandbox.open(proxy.origin);
			return sandbox;
		},
		async endVisits() {
			proxy.fate = () => "pass";
			proxy.rewrite = undefined;
			for (const context of browser.contexts()) await context.close();
		},
		async stop() {
			await browser.close();
			await proxy.stop();
			await site.stop();
		},
	};
}
