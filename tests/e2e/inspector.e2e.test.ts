/** The engine view on the production build, with a real guest: what a person sees of what they type, by mouse and by keyboard. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousProblems } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

describe("The engine view", () => {
	let site: Site;
	let browser: Awaited<ReturnType<typeof launchBrowser>>;
	let sandbox: SandboxPage;
	let area: Locator;

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
		sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(site.origin);
		await sandbox.prompt();
		area = sandbox.page.getByRole("region", { name: "Engine", exact: true });
	});
	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	async function look(name: string): Promise<void> {
		await area.getByRole("tab", { name }).click();
	}
	/** Types at the prompt, wherever the focus was. */
	async function run(command: string): Promise<void> {
		await sandbox.page.locator(".xterm-helper-textarea").focus();
		await sandbox.run(command);
	}

	it("offers a command where there is nothing yet, and shows the container that it makes", async () => {
		await sandbox.page.keyboard.press("Alt+i");
		await area.getByRole("heading", { name: "No containers" }).waitFor();
		await area.getByRole("button", { name: /^Type into the terminal: docker run/ }).click();
		await sandbox.shows(/docker run -d --name web -p 8080:80 nginx$/);
		await sandbox.page.locator(".xterm-helper-textarea").focus();
		await sandbox.page.keyboard.press("Control+c");
		await run("docker run -d --name web -p 8080:80 -v data:/data busybox sleep 1000");
		const web = area.getByRole("listitem").filter({ has: sandbox.page.getByRole("heading", { name: "web" }) });
		await web.getByText(/Running for/).waitFor();
		await web.getByText(/\d kB|\d MB/).waitFor();
		expect(await web.getByRole("list", { name: "Ports, networks and mounts" }).textContent()).toMatch(
			/8080.*80[\s\S]*bridge[\s\S]*data/,
		);
		await run("docker stop -t 0 web");
		await web.getByText(/Ended with 137/).waitFor();
		await run("docker start web");
		await web.getByText(/Running for/).waitFor();
	});

	it("shows what the engine itself says of a container: to be searched, and to be closed by Escape", async () => {
		await area.getByRole("button", { name: "Inspect web" }).click();
		const panel = sandbox.page.getByRole("region", { name: "Inspect web" });
		await panel.getByText('"/web"').waitFor();
		await panel.getByRole("searchbox").fill("IPAddress");
		await panel.getByText(/^1 of \d+$/).waitFor();
		expect(await panel.locator("mark").first().textContent()).toBe("IPAddress");
		await sandbox.page.keyboard.press("Escape");
		await sandbox.page.keyboard.press("Escape");
		await panel.waitFor({ state: "detached" });
	});

	it("draws a layer that two images share once, and leads through the stacks by arrow keys", async () => {
		await run(
			"mkdir -p b && cd b && printf 'FROM busybox\\nRUN echo hi > /hi\\nCMD cat /hi\\n' > Dockerfile && docker build -t mine . && cd ..",
		);
		await look("Images");
		const shared = area.getByRole("button", { name: /^Layer 1 of .*busybox:latest.*, shared/ });
		await shared.focus();
		await area.getByText(/Kept once for 2 images: .*mine:latest/).waitFor();
		await sandbox.page.keyboard.press("ArrowUp");
		const own = area.getByRole("button", { name: /^Layer 2 of mine:latest: RUN echo hi > \/hi 3 B$/ });
		expect(await own.evaluate((block) => block === document.activeElement)).toBe(true);
		await area.getByRole("button", { name: /^mine:latest/ }).click();
		await area.getByRole("region", { name: "History of mine:latest" }).getByText("settings only").first().waitFor();
	});

	it("shows who is attached to which network, and what is kept in which volume", async () => {
		await run("docker network create harbour && docker network connect harbour web");
		await look("Networks");
		const harbour = area.getByRole("region", { name: "Network harbour" });
		await harbour.getByText("web", { exact: true }).waitFor();
		// The network may have been read before the container knew of it.
		await harbour.getByText(/also on bridge/).waitFor();
		await look("Volumes");
		await area.getByText(/sees it at/).waitFor();
	});

	it("shows a container's process among those of the host, in a tree to be walked by keys", async () => {
		await look("Processes");
		const tree = area.getByRole("treegrid", { name: "Processes of the host" });
		const row = tree.getByRole("row").filter({ hasText: "sleep 1000" });
		await row.waitFor();
		expect(await row.locator("td").nth(2).textContent()).toBe("1");
		const kernel = tree.getByRole("row").filter({ hasText: "kthreadd" });
		expect(await kernel.getAttribute("aria-expanded")).toBe("false");
		await kernel.focus();
		await sandbox.page.keyboard.press("ArrowRight");
		expect(await kernel.getAttribute("aria-expanded")).toBe("true");
		await sandbox.page.keyboard.press("ArrowLeft");
		expect(await kernel.getAttribute("aria-expanded")).toBe("false");
	});

	it("shows what a command asked the engine, below the command", async () => {
		await look("Requests");
		await run("docker rename web page");
		const asked = area
			.getByRole("listitem")
			.filter({ has: sandbox.page.getByRole("heading", { name: "docker rename web page" }) });
		await asked.getByText("/containers/web/rename").waitFor();
		expect(await asked.textContent()).toMatch(/POST[\s\S]*204/);
		await area.getByRole("button", { name: "Clear" }).click();
		await area.getByRole("heading", { name: "Nothing was asked yet" }).waitFor();
	});

	it("shows names out of the guest as text, whatever they are", async () => {
		await run("docker run -d --name evil --label 'note=<img src=x onerror=alert(1)>' busybox sh -c 'sleep 1000 # <b>bold</b>'");
		await look("Containers");
		await area.getByText("sh -c sleep 1000 # <b>bold</b>").waitFor();
		await area.getByRole("button", { name: "Inspect evil" }).click();
		await sandbox.page.getByRole("region", { name: "Inspect evil" }).getByText("<img src=x onerror=alert(1)>").waitFor();
		expect(await area.locator("img, b").count()).toBe(0);
	});

	it("has nothing that axe calls serious, in each of its views", async () => {
		await run("docker network create deck; docker volume create spare; docker run --name failed busybox false");
		for (const name of ["Images", "Networks", "Volumes", "Processes", "Requests", "Containers"]) {
			await look(name);
			await area.getByRole("tabpanel").first().waitFor();
			expect(await seriousProblems(sandbox.page), name).toEqual([]);
		}
	});
});
