/** How long a page in the preview waits for the first byte of a container's answer. */
import type { Frame } from "playwright-core";
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { report } from "./report.ts";

const REQUESTS = 41;

export async function benchPreview(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const sandbox = new SandboxPage(await (await newContext(browser)).newPage());
		await sandbox.open(site.origin);
		const runs = await firstBytes(await previewOfNginx(sandbox));
		report({ metric: "preview.first_byte_ms", unit: "ms", runs, reach: 100, aim: 30, where });
	});
}

async function previewOfNginx(sandbox: SandboxPage): Promise<Frame> {
	const started = await sandbox.run("docker run -d -p 8080:80 nginx && echo web is up", 180_000);
	if (!/^web is up$/m.test(started)) throw new Error(`nginx did not start:\n${started}`);
	await sandbox.page.getByRole("button", { name: /^Open port 8080 of / }).click();
	const view = 'section[aria-label="Preview of port 8080"] iframe';
	await sandbox.page.frameLocator(view).getByRole("heading", { name: "Welcome to nginx" }).waitFor();
	const frame = await (await sandbox.page.locator(view).elementHandle())?.contentFrame();
	if (!frame) throw new Error("the preview shows nothing");
	return frame;
}

/** A fetch settles with the head of the answer. The first ones, before the guest's compiled code is warm, count as well. */
function firstBytes(frame: Frame): Promise<number[]> {
	return frame.evaluate(async (count) => {
		const times: number[] = [];
		for (let request = 0; request < count; request++) {
			const startedMs = performance.now();
			const answer = await fetch("/", { cache: "no-store" });
			times.push(performance.now() - startedMs);
			await answer.text();
		}
		return times;
	}, REQUESTS);
}
