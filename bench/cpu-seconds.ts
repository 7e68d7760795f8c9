/** Processor time of the page and its worker. */
import type { Browser } from "playwright-core";

/** Seconds of processor time that all pages' processes have used so far. */
export async function cpuSeconds(browser: Browser): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	try {
		const { processInfo } = await session.send("SystemInfo.getProcessInfo");
		return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
	} finally {
		await session.detach();
	}
}
