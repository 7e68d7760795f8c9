/** The page of a lesson as a person uses it: the terminal beside it, and the tasks in its text. */
import type { Locator, Page } from "playwright-core";
import { SandboxPage } from "./sandbox-page.ts";

/** A check that fires by itself, after a command that took its time. */
const NOTICE_WITHIN_MS = 180_000;

export class LessonPage {
	readonly page: Page;
	readonly terminal: SandboxPage;

	constructor(page: Page) {
		this.page = page;
		this.terminal = new SandboxPage(page);
	}

	async open(origin: string, slug: string): Promise<void> {
		await this.page.goto(`${origin}/lessons/${slug}`);
	}

	/** The card of a task, by its title or the beginning of it. */
	task(title: string | RegExp): Locator {
		return this.page.locator("section[data-status]").filter({ has: this.page.getByRole("heading", { name: title }) });
	}

	/** Waits until the task's card shows that status. @throws with the card's text when it does not in time */
	async shows(task: Locator, status: "open" | "passed" | "locked", withinMs = NOTICE_WITHIN_MS): Promise<void> {
		const deadlineMs = Date.now() + withinMs;
		for (;;) {
			const shown = await task.getAttribute("data-status");
			if (shown === status) return;
			if (Date.now() > deadlineMs) throw new Error(`the task is ${shown}, not ${status}:\n${await task.innerText()}`);
			await this.page.waitForTimeout(100);
		}
	}
}
