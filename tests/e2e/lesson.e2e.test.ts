/** The first minutes in a lesson, on the production build: reading, clicking, a mistake, coming back. */
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { LessonPage } from "../support/lesson-page.ts";
import { type Site, startSite } from "../support/site.ts";

describe("A first lesson", () => {
	let site: Site;
	let browser: Browser;
	let context: BrowserContext;
	let lesson: LessonPage;
	const complaints: string[] = [];

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const page = await context.newPage();
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
		lesson = new LessonPage(page);
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	it("is there to be read at once, and nothing of it moves while the machine starts", async () => {
		await lesson.page.addInitScript(() => {
			const shifts = { sum: 0 };
			Object.assign(window, { shifts });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) shifts.sum += (entry as PerformanceEntry & { value: number }).value;
			}).observe({ type: "layout-shift", buffered: true });
		});
		await lesson.open(site.origin, "first-container");
		await lesson.page.getByRole("heading", { level: 1, name: "Your first container" }).waitFor();
		// The text came with the page: the machine is still on its way.
		await lesson.page.getByRole("heading", { name: "Starting your machine" }).waitFor();
		await lesson.terminal.prompt();
		expect(await lesson.page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum)).toBeLessThan(0.02);
	});

	const hello = () => lesson.task("A container of hello-world has run");
	const web = () => lesson.task("A web server answers on a port of your own");

	it("is two clicks from the start page to a running container", async () => {
		await lesson.page.goto(site.origin);
		await lesson.page.getByRole("link", { name: "Run your first container" }).click();
		const command = lesson.page.getByRole("button", { name: "Type into the terminal: docker run hello-world" });
		await command.waitFor();
		await lesson.terminal.prompt();
		await hello().getByRole("button", { name: "Run it" }).click();
		await lesson.terminal.shows("Hello from a container!");
	});

	it("notices by itself that the task is done, and says so to those who do not see it", async () => {
		await lesson.shows(hello(), "passed");
		expect(await lesson.page.locator("[data-announcer]").textContent()).toBe("Task done: A container of hello-world has run");
		expect(await lesson.page.getByRole("navigation", { name: "Steps" }).textContent()).toContain("1 of 4 tasks");
	});

	it("unlocks what needed that task", async () => {
		await lesson.shows(web(), "open");
	});

	it("types a command with the reader's own values, and waits for the reader to press Enter", async () => {
		await web()
			.getByRole("button", { name: /^Type into the terminal: docker run -d --name/ })
			.click();
		const typed = /docker run -d --name (\w+) -p (\d+):80 whoami$/;
		const [, name = "", port = ""] = typed.exec(await lesson.terminal.shows(typed)) ?? [];
		expect(name).toMatch(/^[a-z]+$/);
		expect(Number(port)).toBeGreaterThanOrEqual(8100);
		await lesson.page.keyboard.press("Control+u");
	});

	it("answers the usual mistake with a hint about what is really there", async () => {
		await lesson.terminal.run("docker run -d --name wrong -p 8099:80 whoami", 240_000);
		await web().getByText("A whoami is running, but it is called wrong.").waitFor({ timeout: 60_000 });
		await lesson.terminal.run("docker rm -f wrong");
	});

	it("gives the solution when it is asked for", async () => {
		await web().getByRole("button", { name: "Show the solution" }).click();
		await web().getByText("One way to do it.").waitFor();
		await web().getByRole("button", { name: "Hide the solution" }).click();
	});

	it("keeps what was done when the page is loaded again", async () => {
		lesson.page.on("dialog", (dialog) => void dialog.accept());
		await lesson.page.reload();
		await lesson.shows(hello(), "passed", 10_000);
		await lesson.page.goto(`${site.origin}/lessons`);
		await lesson.page.getByRole("link", { name: "Your first container" }).last().waitFor();
		await expect.poll(() => lesson.page.getByRole("main").textContent()).toContain("1 of 4 tasks");
		await lesson.page.getByText("Go on with").waitFor();
	});

	it("makes no complaint in the browser's console", () => {
		expect(complaints).toEqual([]);
	});

	it("gives a phone's screen to the text first, and the text its width again when there is room", async () => {
		const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
		try {
			const page = await phone.newPage();
			await new LessonPage(page).open(site.origin, "first-container");
			const share = () =>
				page.evaluate(() => {
					const of = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
					const [text, all] = [of("[data-pane=side]"), of("main")];
					return { height: text.height / all.height, width: text.width / all.width, pixels: text.width };
				});
			await expect.poll(async () => (await share()).height).toBeCloseTo(0.6, 1);
			expect((await share()).width).toBe(1);
			await page.setViewportSize({ width: 1280, height: 720 });
			await expect.poll(async () => Math.round((await share()).pixels)).toBe(480);
			expect((await share()).height).toBe(1);
			await page.setViewportSize({ width: 390, height: 844 });
			await expect.poll(async () => (await share()).height).toBeCloseTo(0.6, 1);
		} finally {
			await phone.close();
		}
	});
});
