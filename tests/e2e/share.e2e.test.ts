/** Projects in links, and what is a stranger's: shown before it is taken, and as text. */
import { deflateRawSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

/** As the name of a file, and as its text. */
const MARKUP = "<img src=x onerror=document.title=1>";

describe("A link with a project", () => {
	let site: Site;
	let browser: Browser;
	let link = "";

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	async function visit(address: string): Promise<Page> {
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const page = await context.newPage();
		await page.goto(address);
		return page;
	}

	async function expectNoMarkup(page: Page): Promise<void> {
		expect(await page.locator("img[src=x]").count()).toBe(0);
		expect(await page.title()).toBe("Sandbox · Slipway");
	}

	it("is made of the files of the lab, whose names and text are shown as text", async () => {
		const page = await visit(`${site.origin}/sandbox`);
		const sandbox = new SandboxPage(page);
		await sandbox.run(
			`mkdir -p app && echo '${MARKUP}' > 'app/${MARKUP}' && printf 'echo run\\n' > app/go.sh && chmod +x app/go.sh`,
		);
		await page.getByRole("button", { name: "Share the files of the lab" }).click();
		link = await page.getByRole("textbox", { name: /^Link/ }).inputValue();
		expect(link).toContain("/sandbox#project=1.");
		const list = page.getByRole("list", { name: "Files" });
		expect(await list.getByRole("listitem").count()).toBe(2);
		expect(await list.textContent()).toContain(`app/${MARKUP}`);
		await expectNoMarkup(page);
		await page.context().close();
	});

	it("writes nothing before the person has looked at it and agreed; then the files are there as they were", async () => {
		const page = await visit(link.replace(/^http:\/\/[^/]+/, site.origin));
		const question = page.getByRole("dialog", { name: "A project came with this link" });
		await question.waitFor();
		await question.getByText(`app/${MARKUP}`).click();
		await question.getByText(MARKUP, { exact: true }).last().waitFor();
		await expectNoMarkup(page);
		await question.getByRole("button", { name: "Put them into the lab" }).click();
		await question.waitFor({ state: "detached" });
		expect(new URL(page.url()).hash).toBe("");
		await page.keyboard.press("Alt+e");
		const sandbox = new SandboxPage(page);
		await page.locator(".xterm-screen").click();
		expect(await sandbox.run("cat app/*img* && ls -l app/go.sh")).toMatch(/<img src=x onerror=document.title=1>\n-rwxr-xr-x/);
		await expectNoMarkup(page);
		await page.context().close();
	});

	it("is not taken when a file of it leads out of the lab", async () => {
		const project = { files: [{ path: "../.bashrc", content: "echo owned" }] };
		const fragment = `#project=1.${deflateRawSync(JSON.stringify(project)).toString("base64url")}`;
		const page = await visit(`${site.origin}/sandbox${fragment}`);
		const refusal = page.getByRole("dialog", { name: "The project in this link was not taken" });
		await refusal.waitFor();
		expect(await refusal.textContent()).toContain("leads out of the lab");
		await refusal.getByRole("button", { name: "Go on without it" }).click();
		const sandbox = new SandboxPage(page);
		expect(await sandbox.run("grep -c owned /root/.bashrc")).toMatch(/^0$/m);
		await page.context().close();
	});
});
