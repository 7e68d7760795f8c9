/** A page judged by axe. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe calls serious or critical, in both themes: rule, and the elements. */
export async function seriousProblems(page: Page): Promise<string[]> {
	const found: string[] = [];
	for (const colorScheme of ["dark", "light"] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await page.evaluate(axeSource);
		const { violations } = await page.evaluate(() => {
			const { axe } = window as unknown as { axe: { run(context: object): Promise<AxeResults> } };
			// A terminal is drawn, and has a mode of its own for screen readers.
			return axe.run({ exclude: [".xterm", ".monaco-editor", "iframe"] });
		});
		for (const { id, impact, nodes } of violations) {
			if (impact !== "serious" && impact !== "critical") continue;
			found.push(...nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html.slice(0, 200)}\n${failureSummary}`));
		}
	}
	return found;
}
