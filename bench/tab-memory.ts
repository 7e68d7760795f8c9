/** Memory of the page and its worker. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/**
 * Bytes that would be free again if all pages' processes ended: what is theirs alone, the swapped part included, and what they share with
 * Chromium's other processes by handing it over. The program itself, which all share, is nobody's. Chromium's own task manager counts alike.
 */
export async function tabMemoryBytes(browser: Browser): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	try {
		const { processInfo } = await session.send("SystemInfo.getProcessInfo");
		const renderers = processInfo.filter(({ type }) => type === "renderer");
		const sizes = await Promise.all(renderers.map(({ id }) => processBytes(id)));
		return sizes.reduce((sum, bytes) => sum + bytes, 0);
	} finally {
		await session.detach();
	}
}

async function processBytes(processId: number): Promise<number> {
	const status = await readFile(`/proc/${processId}/status`, "utf8");
	const kilobytes = [...status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gm)].map(([, amount]) => Number(amount));
	if (kilobytes.length !== 3) throw new Error(`/proc/${processId}/status does not tell how large the process is:\n${status}`);
	return kilobytes.reduce((sum, amount) => sum + amount, 0) * 1024;
}
