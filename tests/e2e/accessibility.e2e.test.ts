/** Every page judged by axe, in dark and light, and a step of a lesson done without a mouse. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousProblems } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { LessonPage } from "../support/lesson-page.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

const LESSON = "/lessons/first-container";

describe("Accessibility", () => {
	let site: Site;
	let browser: Browser;

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	async function visit(path: string): Promise<Page> {
		const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
		const page = await context.newPage();
		await page.goto(site.origin + path);
		return page;
	}

	it.each(["/", "/lessons", "/no-such-page"])("nothing serious is found on %s", async (path) => {
		const page = await visit(path);
		await page.getByRole("heading", { level: 1 }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await page.context().close();
	});

	it("nothing serious is found in the sandbox, with its palette, its list of keys, and a project to share", async () => {
		const page = await visit("/sandbox");
		const sandbox = new SandboxPage(page);
		await sandbox.run("echo hello > note");
		expect(await seriousProblems(page)).toEqual([]);
		await page.keyboard.press("F1");
		await page.getByRole("combobox", { name: "Commands" }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await page.keyboard.type("keys");
		await page.keyboard.press("Enter");
		await page.getByRole("dialog", { name: "Keys" }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await page.keyboard.press("Escape");
		await page.getByRole("button", { name: "Share the files of the lab" }).click();
		await page.getByRole("textbox", { name: /^Link/ }).waitFor();
		expect(await seriousProblems(page)).toEqual([]);
		await page.context().close();
	});

	it("nothing serious is found in a lesson, with the editor and the engine view open", async () => {
		const page = await visit(LESSON);
		const lesson = new LessonPage(page);
		await lesson.terminal.prompt();
		expect(await seriousProblems(page)).toEqual([]);
		await page.keyboard.press("Alt+e");
		await page.getByRole("button", { name: "Editor", pressed: true }).waitFor();
		await page.keyboard.press("Alt+i");
		await page.getByRole("button", { name: "Engine", pressed: true }).waitFor();
		await page.waitForLoadState("networkidle");
		expect(await seriousProblems(page)).toEqual([]);
		await page.context().close();
	});

	it("a step of a lesson is done with the keyboard alone", async () => {
		const page = await visit(LESSON);
		const lesson = new LessonPage(page);
		await lesson.terminal.prompt();
		// Out of the terminal, where Tab is the shell's, and to the text.
		await page.keyboard.press("F6");
		expect(await focused(page)).toContain("side");
		await tabTo(page, /^Type into the terminal: docker run hello-world/);
		await page.keyboard.press("Enter");
		await lesson.terminal.shows(/# docker run hello-world$/);
		await page.keyboard.press("Enter");
		await lesson.shows(lesson.task("A container of hello-world has run"), "passed");
		// And a question answered.
		await page.keyboard.press("Shift+F6");
		await tabTo(page, /^80$/);
		await page.keyboard.press("ArrowDown");
		await tabTo(page, /^Answer$/);
		await page.keyboard.press("Enter");
		await page.getByText("Right.", { exact: true }).waitFor();
		await page.context().close();
	});
});

/** The name of the pane that has the focus. */
async function focused(page: Page): Promise<string> {
	return await page.evaluate(() => document.activeElement?.closest("[data-pane]")?.getAttribute("data-pane") ?? "");
}

/** Presses Tab until the focus is on what is called so. @throws when the whole page has been gone through */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	const seen: string[] = [];
	for (let presses = 0; presses < 150; presses++) {
		await page.keyboard.press("Tab");
		const here = await page.evaluate(() => {
			const element = document.activeElement;
			const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
			return (element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "").trim();
		});
		if (name.test(here)) return;
		seen.push(here.slice(0, 40));
	}
	throw new Error(`Tab never comes to ${name}. It came to:\n${seen.join("\n")}`);
}
