/** A container's page in the preview pane, on the production build, with a real guest. */
import type { Frame, FrameLocator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

/** A page with a link, a form, a script and a stream; a script for the form that also sets a cookie; and one that streams. */
const FILES: Record<string, string> = {
	"index.html":
		"<!doctype html><title>Harbour</title><link rel=stylesheet href=/s.css><h1>Harbour</h1><a href=/second.html>second</a><form action=/cgi-bin/form method=post><input name=ship value=Vasa><button>Send</button></form><script src=/s.js></script>",
	"second.html": "<!doctype html><title>Second</title><h1>Second</h1>",
	"s.css": "h1 { color: rgb(1, 2, 3) }",
	"s.js":
		"fetch('/cgi-bin/slow').then(async (a) => { for await (const _ of a.body) document.body.dataset.pieces = (document.body.dataset.pieces || '') + 'x' })",
	"cgi-bin/form":
		'#!/bin/sh\nread -r body\nprintf \'Content-Type: text/html\\r\\nSet-Cookie: seen=1; HttpOnly\\r\\n\\r\\n<!doctype html><title>Form</title><p id=body>%s</p><p id=cookie>%s</p>\' "$body" "$HTTP_COOKIE"\n',
	"cgi-bin/slow": "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'\nfor i in 1 2 3; do echo $i; sleep 0.5; done\n",
};

describe("The preview of a container's port", () => {
	let site: Site;
	let browser: Awaited<ReturnType<typeof launchBrowser>>;
	let sandbox: SandboxPage;
	let view: FrameLocator;

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
		sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(site.origin);
		await sandbox.prompt();
		await sandbox.run("mkdir -p www/cgi-bin && cd www");
		for (const [name, text] of Object.entries(FILES)) {
			await sandbox.run(`echo ${Buffer.from(text).toString("base64")} | base64 -d > ${name}`);
		}
		await sandbox.run("chmod +x cgi-bin/*; cd");
		view = sandbox.page.frameLocator('section[aria-label="Preview of port 8080"] iframe');
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	const portButton = () => sandbox.page.getByRole("button", { name: /^Open port 8080 of / });
	const address = () => sandbox.page.getByRole("textbox", { name: "Path on port 8080" });

	function frame(): Frame {
		const found = sandbox.page.frames().find((one) => /^http:\/\/8080-/.test(one.url()) && !one.url().includes("/.slipway/"));
		if (!found) throw new Error("no previewed page");
		return found;
	}

	it("appears by itself when the container starts, and shows its page", async () => {
		await sandbox.run("docker run -d --name web -p 8080:80 -v /root/lab/www:/www busybox httpd -f -h /www");
		await portButton().click();
		await view.getByRole("heading", { name: "Harbour" }).waitFor();
		// A style sheet does not hold up the parser: the heading may be there before its colour is.
		await expect
			.poll(() => frame().evaluate(() => getComputedStyle(document.querySelector("h1") as Element).color))
			.toBe("rgb(1, 2, 3)");
	});

	it("runs its script, whose answer streams", async () => {
		await expect
			.poll(() => frame().evaluate(() => document.body.dataset.pieces?.length ?? 0), { timeout: 15_000 })
			.toBeGreaterThan(1);
	});

	it("follows a link, goes back and forward, and takes an address", async () => {
		await view.getByRole("link", { name: "second" }).click();
		await view.getByRole("heading", { name: "Second" }).waitFor();
		await expect.poll(() => address().inputValue()).toBe("/second.html");
		await sandbox.page.getByRole("button", { name: "Back" }).click();
		await view.getByRole("heading", { name: "Harbour" }).waitFor();
		await sandbox.page.getByRole("button", { name: "Forward" }).click();
		await view.getByRole("heading", { name: "Second" }).waitFor();
		await address().fill("http://localhost:8080/index.html");
		await address().press("Enter");
		await view.getByRole("heading", { name: "Harbour" }).waitFor();
	});

	it("sends a form, and keeps the cookie of its answer", async () => {
		await view.getByRole("button", { name: "Send" }).click();
		expect(await view.locator("#body").textContent()).toBe("ship=Vasa");
		expect(await view.locator("#cookie").textContent()).toBe("");
		await address().fill("/");
		await address().press("Enter");
		await view.getByRole("button", { name: "Send" }).click();
		await expect.poll(() => view.locator("#cookie").textContent()).toBe("seen=1");
		expect(await frame().evaluate(() => document.cookie)).toBe("");
	});

	it("lists what was asked for", async () => {
		await sandbox.page.getByRole("button", { name: "Requests" }).click();
		const log = sandbox.page.getByRole("region", { name: "Requests to port 8080" });
		expect(await log.getByRole("row", { name: /POST \/cgi-bin\/form 200/ }).count()).toBe(2);
		expect(await log.getByRole("row", { name: /GET \/s\.css 200/ }).count()).toBeGreaterThan(0);
	});

	it("opens in a tab of its own, which says so when the machine is gone", async () => {
		const [tab] = await Promise.all([
			sandbox.page.context().waitForEvent("page"),
			sandbox.page.getByRole("button", { name: "Open in a new tab" }).click(),
		]);
		await tab.frameLocator("iframe").getByText("seen=1").waitFor();
		await sandbox.reset();
		await tab.getByRole("heading", { name: "There is no preview here" }).waitFor();
		await tab.close();
		// The page lay behind that tab when its dialog closed: where its focus went then is the browser's affair.
		await sandbox.page.bringToFront();
		await sandbox.focusTerminal();
	});

	it("of a port that nobody publishes says how to publish it, and waits for it", async () => {
		await view.getByRole("heading", { name: "No container publishes port 8080" }).waitFor();
		await sandbox.run("docker run -d --name web -p 8080:80 busybox sh -c 'sleep 3; echo late > index.html; httpd -f -h /'");
		await view.getByText("late").waitFor();
		await portButton().waitFor();
		await sandbox.run("docker rm -f web");
		await portButton().waitFor({ state: "detached" });
	});
});
