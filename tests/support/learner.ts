/**
 * Somebody who does what a lesson says: reads from the top, runs each command by clicking, lets boxes write their files, answers the
 * questions, and waits at each task until it is done. What the text asks for in words only is in the notes.
 */
import type { FrameLocator, Locator, Page } from "playwright-core";
import { EditorPane } from "./editor-pane.ts";
import { LessonPage } from "./lesson-page.ts";

type Deed = (learner: Learner) => Promise<void>;

/** Keys are how the command, the task's title, the file's name or the question begins; the longest that fits counts. */
export interface Notes {
	/** When the place in the text is reached. */
	readonly before?: Readonly<Record<string, Deed>>;
	/** While a command that asks something runs. */
	readonly meanwhile?: Readonly<Record<string, Deed>>;
	/** After a command has run; for a task, before it is waited for. */
	readonly after?: Readonly<Record<string, Deed>>;
	/** The labels to choose, or the one text to type. */
	readonly answers: Readonly<Record<string, readonly string[]>>;
}

const COMMAND = 'button[aria-label^="Type into the terminal: "]';
/** From a command's button. */
const RUN_BESIDE = 'xpath=ancestor::div[1]//button[@aria-label="Run it"]';
const FILE = 'section[aria-label^="File "]';
const TASK = "section[data-status]";
const QUIZ = "form";
/** Of the machine's shell, or of one in a container. */
const PROMPT_AT_END = /(^|\n)(root@slipway:[^\n]*|\/ )#$/;
const PROMPT_ALONE = /^(root@slipway:[^\n]*|\/ )#$/;
const PROMPT_AFTER_OUTPUT = /\n(root@slipway:[^\n]*|\/ )#$/;
/** Redis is pulled and unpacked by one of them. */
const COMMAND_MS = 240_000;

export class Learner {
	readonly page: Page;
	readonly lesson: LessonPage;
	readonly editor: EditorPane;
	readonly #said = new Map<string, string>();

	constructor(page: Page) {
		this.page = page;
		this.lesson = new LessonPage(page);
		this.editor = new EditorPane(page);
	}

	/** @throws with the place in the text where it went wrong, and the screen */
	async study(origin: string, slug: string, notes: Notes): Promise<void> {
		await this.lesson.open(origin, slug);
		await this.lesson.terminal.prompt();
		const stops = this.page.locator("[data-prose]").locator([COMMAND, FILE, `${TASK} > header`, `${TASK} > footer`, QUIZ].join());
		const count = await stops.count();
		for (let index = 0; index < count; index++) {
			const stop = stops.nth(index);
			const name = await nameOf(stop);
			try {
				await this.#do(stop, name, notes);
			} catch (thrown) {
				throw new Error(`at “${name}”: ${String(thrown)}\n${await this.lesson.terminal.screen()}`);
			}
		}
	}

	async #do(stop: Locator, name: string, notes: Notes): Promise<void> {
		const leaving = (await tagOf(stop)) === "footer";
		if (!leaving) await noted(notes.before, name)?.(this);
		switch (await tagOf(stop)) {
			case "button":
				await this.run(name, noted(notes.meanwhile, name), stop.locator(RUN_BESIDE));
				break;
			case "section":
				await this.#letWrite(stop);
				break;
			case "form":
				await this.#answer(stop, noted(notes.answers, name));
				break;
		}
		if ((await tagOf(stop)) !== "header") await noted(notes.after, name)?.(this);
		if (leaving) await this.lesson.shows(stop.locator("xpath=.."), "passed");
	}

	/** Runs a command, by the button for it or typed, and remembers what it printed. The screen is cleared first. */
	async run(command: string, meanwhile?: Deed, button?: Locator): Promise<void> {
		const { terminal } = this.lesson;
		await terminal.clickTerminal();
		await terminal.shows(PROMPT_AT_END);
		await this.page.keyboard.press("Control+l");
		await terminal.shows(PROMPT_ALONE);
		if (button) await button.click();
		else await terminal.type(`${command}\n`);
		await meanwhile?.(this);
		this.#said.set(command, await terminal.shows(PROMPT_AFTER_OUTPUT, COMMAND_MS));
	}

	/** What a command printed the last time, by how it begins. */
	said(command: string, pattern: RegExp): string {
		const [, said = ""] = [...this.#said].reverse().find(([ran]) => ran.startsWith(command)) ?? [];
		const found = pattern.exec(said)?.[1];
		if (found === undefined) throw new Error(`${command} did not print ${pattern}:\n${said}`);
		return found;
	}

	/** What a file should become, in the first box of it in the text. */
	async boxText(path: string): Promise<string> {
		return (await this.#box(path).locator("pre").textContent())?.trim() ?? "";
	}

	/** Opens a file by the first box of it in the text. */
	async openFile(path: string): Promise<void> {
		await this.#box(path).getByRole("button", { name: "Open in the editor" }).click();
		await this.editor.tabOf(path).waitFor();
		await this.editor.focus();
	}

	/** Replaces a line of the open file, counted from 1, or some of them. */
	async replaceLines(first: number, last: number, text: string): Promise<void> {
		await this.press("Control+Home", ...Array<string>(first - 1).fill("ArrowDown"), "Home");
		await this.press(...Array<string>(last - first).fill("Shift+ArrowDown"), "Shift+End");
		for (const [index, line] of text.split("\n").entries()) {
			if (index > 0) await this.press("Enter");
			await this.page.keyboard.type(line);
			// What the editor offers to complete would take Enter and the arrows.
			await this.press("Escape");
		}
	}

	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) await this.page.keyboard.press(key);
	}

	async saved(): Promise<void> {
		await this.editor.area.getByText("Saved", { exact: true }).waitFor();
	}

	/** The page behind a port, by the port's button above the preview. */
	async preview(port: string): Promise<FrameLocator> {
		const button = this.page.getByRole("button", { name: new RegExp(`^Open port ${port} of `) });
		if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
		return this.page.frameLocator(`section[aria-label="Preview of port ${port}"] iframe`);
	}

	#box(path: string): Locator {
		return this.page.getByRole("region", { name: `File ${path}`, exact: true }).first();
	}

	async #letWrite(box: Locator): Promise<void> {
		const button = box.getByRole("button", { name: "Write this into the file" });
		if ((await button.count()) === 0) return;
		await button.click();
		await box.getByText("Written.").waitFor();
	}

	async #answer(quiz: Locator, answers: readonly string[] | undefined): Promise<void> {
		if (answers === undefined) throw new Error("no answer in the notes");
		const text = quiz.getByRole("textbox");
		if ((await text.count()) > 0) await text.fill(answers[0] ?? "");
		else for (const label of answers) await quiz.getByLabel(label, { exact: true }).check();
		await quiz.getByRole("button", { name: "Answer" }).click();
		await quiz.getByText("Right.", { exact: true }).waitFor();
	}
}

function tagOf(stop: Locator): Promise<string> {
	return stop.evaluate((element) => element.localName);
}

/** The command, the file's name, the task's title, the question. */
async function nameOf(stop: Locator): Promise<string> {
	return await stop.evaluate((element) => {
		const task = element.closest("section[data-status]");
		if (task && ["header", "footer"].includes(element.localName)) return task.querySelector("h3")?.textContent ?? "";
		if (element.localName === "form")
			return document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ?? "";
		return (element.getAttribute("aria-label") ?? "").replace(/^(Type into the terminal: |File )/, "");
	});
}

function noted<Entry>(entries: Readonly<Record<string, Entry>> | undefined, name: string): Entry | undefined {
	const fitting = Object.keys(entries ?? {}).filter((key) => name.startsWith(key));
	return entries?.[fitting.sort((one, other) => other.length - one.length)[0] ?? ""];
}
