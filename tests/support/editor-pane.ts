/** The editor as a person uses it: opens it, chooses files in the tree, types. */
import type { Locator, Page } from "playwright-core";

export class EditorPane {
	readonly page: Page;
	readonly area: Locator;

	constructor(page: Page) {
		this.page = page;
		this.area = page.getByRole("region", { name: "Editor", exact: true });
	}

	async open(): Promise<void> {
		await this.page.getByRole("button", { name: "Editor", exact: true }).click();
		await this.area.getByRole("tree").waitFor();
	}

	/** Chooses one file after the other, folders on the way first. */
	async openFile(path: string): Promise<void> {
		const parts = path.split("/");
		for (const [index, name] of parts.entries()) {
			const item = this.item(name);
			const folder = index < parts.length - 1;
			if (folder && (await item.getAttribute("aria-expanded")) === "true") continue;
			await item.click();
		}
		await this.tabOf(path).waitFor();
	}

	item(name: string): Locator {
		return this.area.getByRole("treeitem", { name, exact: true });
	}

	tab(name: string): Locator {
		return this.area.getByRole("tab").filter({ hasText: name });
	}

	/** The tab of a file, by its path in the lab: several files may have the same name. */
	tabOf(path: string): Locator {
		return this.area.getByRole("tab").and(this.area.getByTitle(path, { exact: true }));
	}

	/** The lines that Monaco shows. */
	async text(): Promise<string> {
		const lines = await this.area.locator(".view-lines:visible .view-line").evaluateAll((elements) =>
			elements
				.map((element) => ({ top: Number.parseInt((element as HTMLElement).style.top, 10), text: element.textContent ?? "" }))
				.sort((one, other) => one.top - other.top)
				.map(({ text }) => text),
		);
		return lines.join("\n").replaceAll("\u00a0", " ");
	}

	async focus(): Promise<void> {
		await this.area.locator(".monaco-editor:visible .view-lines").first().click();
	}

	async focusEnd(): Promise<void> {
		await this.focus();
		await this.page.keyboard.press("Control+End");
	}

	/** What is underlined as wrong. */
	async waitForMarkers(): Promise<void> {
		await this.area.locator(".squiggly-error, .squiggly-warning, .squiggly-info").first().waitFor({ state: "attached" });
	}

	async button(name: string): Promise<void> {
		await this.area.getByRole("button", { name, exact: true }).click();
	}
}
