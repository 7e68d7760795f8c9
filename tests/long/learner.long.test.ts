/**
 * A learner finishes the six lessons, each in a browser that has seen nothing: by clicking, typing in the terminal, editing in Monaco.
 * Every command of the text is run: two to four minutes a lesson.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { Learner } from "../support/learner.ts";
import { lessonNotes } from "../support/lesson-notes.ts";
import { type Site, startSite } from "../support/site.ts";

describe("A learner", () => {
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

	it.each(Object.entries(lessonNotes))("finishes the lesson %s", async (slug, notes) => {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		try {
			const page = await context.newPage();
			const complaints: string[] = [];
			page.on("pageerror", (error) => complaints.push(String(error)));
			await new Learner(page).study(site.origin, slug, notes);
			const steps = await page.getByRole("navigation", { name: "Steps" }).textContent();
			const [, done, all] = /(\d+) of (\d+) tasks/.exec(steps ?? "") ?? [];
			expect(done).toBe(all);
			await page.getByRole("heading", { name: "Lesson done" }).waitFor();
			expect(complaints).toEqual([]);
		} finally {
			await context.close();
		}
	});
});
