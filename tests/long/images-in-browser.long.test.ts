/** Images in the browser, with a real guest: pulled from the site, run, and put together by Compose. */
import { afterAll, beforeAll, describe, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";
import { VISITORS } from "../support/visitors.ts";

/** Pulls of tens of megabytes wait for the guest's processor. */
const LONG_MS = 400_000;

describe("Images of the site", { timeout: 10 * 60_000 }, () => {
	let site: Site;
	let browser: Awaited<ReturnType<typeof launchBrowser>>;
	let sandbox: SandboxPage;

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
		sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(site.origin);
		await sandbox.prompt();
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	/** Waits for this heading in the preview of a port. */
	async function previewShows(port: number, heading: string | RegExp): Promise<void> {
		await sandbox.page.getByRole("button", { name: new RegExp(`^Open port ${port} of `) }).click();
		const view = sandbox.page.frameLocator(`section[aria-label="Preview of port ${port}"] iframe`);
		await view.getByRole("heading", { name: heading }).waitFor({ timeout: LONG_MS });
	}

	it("are pulled and run: nginx shows its page in the preview", async () => {
		await sandbox.run("docker pull nginx && docker run -d -p 8080:80 nginx", LONG_MS);
		await previewShows(8080, "Welcome to nginx!");
	});

	it("work together: docker compose up starts a web server whose page reads a database", async () => {
		// Whoever opens a preview is in it.
		await sandbox.focusTerminal();
		await sandbox.run("mkdir -p visitors/site && cd visitors");
		for (const [name, text] of Object.entries(VISITORS)) {
			await sandbox.run(`echo ${Buffer.from(text).toString("base64")} | base64 -d > ${name}`);
		}
		await sandbox.run("docker compose up -d", LONG_MS);
		await previewShows(8081, /^Visitor \d+$/);
	});
});
