/** The sandbox as a person uses it: looks at the terminal, types, waits for what should appear. */
import { errors, type Locator, type Page } from "playwright-core";

const START_WITHIN_MS = 60_000;

export class SandboxPage {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async open(origin: string): Promise<void> {
		await this.page.goto(`${origin}/sandbox`);
	}

	/** The active terminal's screen as text, lines without trailing spaces. */
	async screen(): Promise<string> {
		return screenOf(await this.#rows());
	}

	/** Waits until the screen matches, and returns it. @throws with the screen when it does not in time */
	async shows(pattern: RegExp | string, timeoutMs = 60_000): Promise<string> {
		const deadlineMs = Date.now() + timeoutMs;
		for (;;) {
			const rows = await this.#rows();
			const screen = screenOf(rows);
			if (typeof pattern === "string" ? screen.includes(pattern) : pattern.test(screen)) return screen;
			const leftMs = deadlineMs - Date.now();
			if (leftMs <= 0) throw new Error(`after ${timeoutMs} ms the screen does not show ${pattern}:\n${screen}`);
			await this.#change(rows.join("\n"), leftMs);
		}
	}

	async #rows(): Promise<string[]> {
		return await this.page.locator(".xterm-rows:visible > div").allTextContents();
	}

	/** Waits within the page until the rows are others: asking from here again and again takes CPU from the machine. */
	async #change(before: string, withinMs: number): Promise<void> {
		const changed = this.page.waitForFunction(
			(known) =>
				[...document.querySelectorAll(".xterm-rows > div")]
					.filter((row) => row.checkVisibility({ visibilityProperty: true }))
					.map((row) => row.textContent)
					.join("\n") !== known,
			before,
			{ polling: 50, timeout: withinMs },
		);
		// Late, the caller finds the screen as it is and says so.
		await changed.catch((error: unknown) => {
			if (!(error instanceof errors.TimeoutError)) throw error;
		});
	}

	/** Waits for a shell that waits for a command. */
	async prompt(timeoutMs = START_WITHIN_MS): Promise<void> {
		await this.shows(/root@slipway:[^\n]*#$/, timeoutMs);
	}

	/** Types a line at the prompt and gives back the screen when the next prompt is there. The screen is cleared first. */
	async run(command: string, timeoutMs = 120_000): Promise<string> {
		await this.prompt();
		await this.page.keyboard.press("Control+l");
		await this.shows(/^root@slipway:[^\n]*#$/);
		await this.type(`${command}\n`);
		return await this.shows(/\nroot@slipway:[^\n]*#$/, timeoutMs);
	}

	/** Throws the machine away by the button for it, and waits for the prompt of a fresh one. */
	async reset(): Promise<void> {
		await this.page.getByRole("button", { name: "Reset", exact: true }).click();
		await this.page.getByRole("button", { name: "Reset the machine" }).click();
		await this.page.getByRole("heading", { name: "Starting your machine" }).waitFor();
		await this.prompt();
	}

	/** The panel that tells of a failure. Next has an empty alert of its own on each page. */
	get failurePanel(): Locator {
		return this.page.getByRole("alert").filter({ has: this.page.getByRole("heading") });
	}

	/** Waits for that panel and gives back its title. */
	async failure(timeoutMs = START_WITHIN_MS): Promise<string> {
		return (await this.failurePanel.getByRole("heading").textContent({ timeout: timeoutMs })) ?? "";
	}

	async press(button: string): Promise<void> {
		await this.page.getByRole("button", { name: button, exact: true }).click();
	}

	/** Waits until the status bar says so. */
	async says(words: string, timeoutMs = 60_000): Promise<void> {
		await this.page.getByRole("contentinfo").getByText(words, { exact: true }).waitFor({ timeout: timeoutMs });
	}

	async focusTerminal(): Promise<void> {
		await this.page.locator(".xterm-helper-textarea:visible, .xterm:visible .xterm-helper-textarea").first().focus();
	}

	/** As a person does it, beside the text. */
	async clickTerminal(): Promise<void> {
		await this.page
			.locator(".xterm:visible")
			.first()
			.click({ position: { x: 2, y: 2 } });
	}

	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
	}
}

/** Lines without trailing spaces, up to the last that has text. */
function screenOf(rows: readonly string[]): string {
	const lines = rows.map((row) => row.replaceAll("\u00a0", " ").trimEnd());
	while (lines.at(-1) === "") lines.pop();
	return lines.join("\n");
}
