/** How long a page in the preview waits for the first byte of a container's answer. */
import type { Frame } from "playwright-core";
import type { SandboxPage } from "#tests/support/sandbox-page.ts";

const REQUESTS = 41;

/** Milliseconds of each request. Starts a web server in a container of the machine, and shows it. */
export async function previewFirstBytes(sandbox: SandboxPage): Promise<number[]> {
	await sandbox.run(await webServer(sandbox));
	await sandbox.page.getByRole("button", { name: /^Open port 8080 of / }).click();
	const view = sandbox.page.locator('section[aria-label="Preview of port 8080"] iframe');
	await sandbox.page.frameLocator('section[aria-label="Preview of port 8080"] iframe').locator("body *").first().waitFor();
	const frame = await (await view.elementHandle())?.contentFrame();
	if (!frame) throw new Error("the preview shows nothing");
	return await firstBytes(frame);
}

/** nginx where the site has its image, or else busybox's server. */
async function webServer(sandbox: SandboxPage): Promise<string> {
	const pulled = await sandbox.run("docker pull -q nginx >/dev/null 2>&1 && echo has nginx", 180_000);
	if (/^has nginx$/m.test(pulled)) return "docker run -d -p 8080:80 nginx";
	return "docker run -d -p 8080:80 busybox sh -c 'echo \"<h1>hello</h1>\" > index.html; httpd -f -h /'";
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
