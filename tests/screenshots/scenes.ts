/** What there is to look at. */
import type { Page } from "playwright-core";
import { SandboxPage } from "../support/sandbox-page.ts";

export interface Scene {
	readonly name: string;
	readonly path: string;
	/** Brings the page to the state that is to be seen. */
	readonly prepare?: (page: Page) => Promise<void>;
}

export function scenes(lessonSlugs: readonly string[]): readonly Scene[] {
	return [
		{ name: "start", path: "/" },
		{ name: "lessons", path: "/lessons" },
		{ name: "nothing", path: "/no-such-page" },
		...lessonSlugs.flatMap((slug): Scene[] => [
			{ name: `lesson-${slug}`, path: `/lessons/${slug}`, prepare: untilPrompt },
			{ name: `lesson-${slug}-middle`, path: `/lessons/${slug}`, prepare: scrollTo(0.5) },
			{ name: `lesson-${slug}-end`, path: `/lessons/${slug}`, prepare: scrollTo(1) },
		]),
		{ name: "sandbox-starting", path: "/sandbox" },
		{
			name: "sandbox",
			path: "/sandbox",
			async prepare(page) {
				await new SandboxPage(page).run("docker run hello-world");
			},
		},
		{ name: "sandbox-palette", path: "/sandbox", prepare: press("F1") },
		{ name: "sandbox-keys", path: "/sandbox", prepare: press("?") },
		{
			name: "sandbox-editor",
			path: "/sandbox",
			async prepare(page) {
				await untilPrompt(page);
				await page.getByRole("button", { name: "Begin: A Python web app" }).click();
				await page.locator(".monaco-editor .view-line").first().waitFor();
			},
		},
		{
			name: "sandbox-engine",
			path: "/sandbox",
			async prepare(page) {
				const sandbox = new SandboxPage(page);
				await sandbox.run("docker run -d --name clock busybox sh -c 'while date; do sleep 5; done'");
				await page.keyboard.press("Alt+i");
				await page.getByRole("region", { name: "Engine", exact: true }).getByText("clock").first().waitFor();
			},
		},
		{
			name: "sandbox-share",
			path: "/sandbox",
			async prepare(page) {
				await new SandboxPage(page).run(
					"printf 'FROM busybox\\nCMD date\\n' > Dockerfile; mkdir -p app; echo '<b>bold</b>' > app/note.html",
				);
				await page.getByRole("button", { name: "Share the files of the lab" }).click();
				await page.getByRole("textbox", { name: /^Link/ }).waitFor();
			},
		},
	];
}

async function untilPrompt(page: Page): Promise<void> {
	await new SandboxPage(page).prompt();
}

function scrollTo(share: number): (page: Page) => Promise<void> {
	return async (page) => {
		await page
			.locator("[data-prose]")
			.evaluate((pane, to) => pane.scrollTo({ top: pane.scrollHeight * to, behavior: "instant" }), share);
	};
}

function press(key: string): (page: Page) => Promise<void> {
	return async (page) => {
		// The page answers keys once it runs.
		await page.getByText("Starting your machine").waitFor();
		await page.keyboard.press(key);
		await page.getByRole("dialog").waitFor();
	};
}
