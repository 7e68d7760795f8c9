/** What a person does in the first ten minutes, on the production build. */
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

describe("A first visit to the sandbox", () => {
	let site: Site;
	let browser: Browser;
	let context: BrowserContext;
	let sandbox: SandboxPage;
	const complaints: string[] = [];

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const page = await context.newPage();
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
		sandbox = new SandboxPage(page);
		await sandbox.open(site.origin);
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	it("shows how far the start is, in stages and bytes, and then a prompt", async () => {
		await sandbox.page
			.getByText(/\d+(\.\d+)? of \d+(\.\d+)? MB/)
			.first()
			.waitFor();
		await sandbox.prompt();
	});

	it("runs hello-world", async () => {
		const screen = await sandbox.run("docker run hello-world");
		expect(screen).toContain("Hello from a container!");
	});

	it("lists the container that ended", async () => {
		const screen = await sandbox.run("docker ps -a --format '{{.Image}} {{.Status}}'");
		expect(screen).toMatch(/hello-world Exited \(0\)/);
	});

	it("says truthfully what engine it is", async () => {
		const screen = await sandbox.run(
			"docker info --format '{{.Driver}} {{.DefaultRuntime}} {{.Architecture}} {{.CgroupVersion}}'",
		);
		expect(screen).toContain("overlay2 crun i686 2");
	});

	it("builds an image in three steps, and the second time from its cache", async () => {
		await sandbox.run('printf \'FROM busybox\\nRUN echo built > /made\\nCMD ["cat", "/made"]\\n\' > Dockerfile');
		expect(await sandbox.run("docker build --progress=plain -t mine . 2>&1 | tail -n 5")).toContain(
			"naming to docker.io/library/mine",
		);
		expect(await sandbox.run("docker build --progress=plain -t mine . 2>&1 | grep -c CACHED")).toMatch(/^1$/m);
		expect(await sandbox.run("docker run --rm mine")).toMatch(/^built$/m);
	});

	it("has Compose", async () => {
		expect(await sandbox.run("docker compose version")).toMatch(/Docker Compose version/);
	});

	it("opens a shell in a container, where typing, Ctrl-C and exit work", async () => {
		await sandbox.prompt();
		await sandbox.type("docker run -it --rm busybox sh\n");
		await sandbox.shows(/\/ # $|\/ #$/, 60_000);
		await sandbox.type("echo $((6 * 7)) from $(hostname | wc -c)\n");
		await sandbox.shows(/^42 from 13$/m);
		// A shell that still reads its line takes Ctrl-C for a character of it: wait until the program runs.
		await sandbox.type("echo it sleeps; sleep 1000\n");
		await sandbox.shows(/^it sleeps$/m);
		await sandbox.page.keyboard.press("Control+c");
		await sandbox.shows(/\^C\n\/ #$/);
		await sandbox.type("exit\n");
		await sandbox.prompt();
	});

	it("says what is wrong when a command is", async () => {
		expect(await sandbox.run("dokcer ps")).toContain("command not found");
		expect(await sandbox.run("docker run no-such-image", 60_000)).toMatch(/no-such-image/);
	});

	it("opens a second terminal in the same machine", async () => {
		await sandbox.run("echo shared > /tmp/note");
		await sandbox.page.getByRole("button", { name: /new terminal/i }).click();
		expect(await sandbox.run("cat /tmp/note")).toContain("shared");
	});

	it("stays answerable while a command floods the terminal", async () => {
		await sandbox.prompt();
		await sandbox.type("yes\n");
		await sandbox.shows(/^y\ny\ny$/m);
		const memoryBefore = await pageMemoryBytes(sandbox);
		await sandbox.page.waitForTimeout(5000);
		expect((await pageMemoryBytes(sandbox)) - memoryBefore).toBeLessThan(64 * 2 ** 20);
		await sandbox.page.keyboard.press("Control+c");
		await sandbox.shows(/root@slipway:[^\n]*#$/);
	});

	it("makes no complaint in the browser's console", () => {
		expect(complaints).toEqual([]);
	});
});

async function pageMemoryBytes(sandbox: SandboxPage): Promise<number> {
	const session = await sandbox.page.context().newCDPSession(sandbox.page);
	try {
		const { usedSize } = await session.send("Runtime.getHeapUsage");
		return usedSize;
	} finally {
		await session.detach();
	}
}
