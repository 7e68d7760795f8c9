/** What the editor costs to open, and whether typing in it ever stutters while the guest has all it can do. */
import { EditorPane } from "#tests/support/editor-pane.ts";
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { longestFrameGap } from "./probes.ts";
import { report } from "./report.ts";

const ROUNDS = 3;
const LINE = 'RUN apt-get update && apt-get install -y curl  # "typed"';
/** A fast typist's. */
const BETWEEN_KEYS_MS = 60;

export async function benchEditor(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const sandbox = new SandboxPage(await (await newContext(browser)).newPage());
		const { page } = sandbox;
		await sandbox.open(site.origin);
		await sandbox.run("(echo FROM debian; printf 'RUN echo %s\\n' $(seq 60); echo RUNN mistake) > Dockerfile");

		await page.evaluate(() => {
			performance.clearResourceTimings();
			performance.setResourceTimingBufferSize(2000);
		});
		const openedMs = Date.now();
		const editor = new EditorPane(page);
		await editor.open();
		await editor.openFile("Dockerfile");
		report({ metric: "editor.open_ms", unit: "ms", runs: [Date.now() - openedMs], where });
		// Only what is in view is underlined, and the mistake is at the end.
		await editor.focusEnd();
		await editor.waitForMarkers();
		const bytes = await page.evaluate(() =>
			performance
				.getEntriesByType("resource")
				.filter(({ name }) => /\/_next\/|\/editor\//.test(name))
				.reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
		);
		report({ metric: "editor.bytes", unit: "bytes", runs: [bytes], where });

		await sandbox.focusTerminal();
		// Every process of the guest that wants the CPU has it; this one always wants it.
		await sandbox.type("while :; do sha256sum /bin/bash > /dev/null; done &\n");
		await editor.focusEnd();
		const gaps: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			gaps.push(
				await longestFrameGap(page, async () => {
					await page.keyboard.press("Enter");
					await page.keyboard.type(LINE, { delay: BETWEEN_KEYS_MS });
				}),
			);
		}
		report({ metric: "editor.longest_frame_ms", unit: "ms", as: "max", runs: gaps, reach: 50, aim: 34, where });
	});
}
