/** Memory of the page and its worker. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/**
 * Bytes that would be free again if all pages' processes ended: what is theirs alone, the swapped part included, and what they share with
 * Chromium's other processes by handing it over. The program itself, which all share, is nobody's. Chromium's own task manager counts alike.
 * The process in which Chromium draws its own toolbars and menus is left out.
 */
export async function tabMemoryBytes(browser: Browser): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	try {
		const { processInfo } = await session.send("SystemInfo.getProcessInfo");
		const renderers = processInfo.filter(({ type }) => type === "renderer");
		const sizes = await Promise.all(renderers.map(async ({ id }) => ((await isOfTheBrowser(id)) ? 0 : await processBytes(id))));
		return sizes.reduce((sum, bytes) => sum + bytes, 0);
	} finally {
		await session.detach();
	}
}

async function isOfTheBrowser(processId: number): Promise<boolean> {
	const words = (await readFile(`/proc/${processId}/cmdline`, "utf8")).split("\0");
	return words.includes("--top-chrome-webui");
}

async function processBytes(processId: number): Promise<number> {
	const status = await readFile(`/proc/${processId}/status`, "utf8");
	const kilobytes = [...status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gm)].map(([, amount]) => Number(amount));
	if (kilobytes.length !== 3) throw new Error(`/proc/${processId}/status does not tell how large the process is:\n${status}`);
	return kilobytes.reduce((sum, amount) => sum + amount, 0) * 1024;
}
