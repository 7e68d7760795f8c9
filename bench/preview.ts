/** How long a page in the preview waits for the first byte of a container's answer. */
import type { Frame } from "playwright-core";
import type { SandboxPage } from "#tests/support/sandbox-page.ts";

const REQUESTS = 41;

/** Milliseconds of each request. Starts nginx in a container of the machine, and shows it. */
export async function previewFirstBytes(sandbox: SandboxPage): Promise<number[]> {
	const started = await sandbox.run("docker run -d -p 8080:80 nginx && echo web is up", 180_000);
	if (!/^web is up\r?$/m.test(started)) throw new Error(`nginx did not start:\n${started}`);
	await sandbox.page.getByRole("button", { name: /^Open port 8080 of / }).click();
	const view = sandbox.page.locator('section[aria-label="Preview of port 8080"] iframe');
	await sandbox.page.frameLocator('section[aria-label="Preview of port 8080"] iframe').locator("body *").first().waitFor();
	const frame = await (await view.elementHandle())?.contentFrame();
	if (!frame) throw new Error("the preview shows nothing");
	return await firstBytes(frame);
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
