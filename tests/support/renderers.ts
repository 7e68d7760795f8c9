/** The browser's processes that run pages and their workers. */
import type { Browser } from "playwright-core";

/** Their process ids. */
export async function rendererIds(browser: Browser): Promise<number[]> {
	const session = await browser.newBrowserCDPSession();
	try {
		const { processInfo } = await session.send("SystemInfo.getProcessInfo");
		return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
	} finally {
		await session.detach();
	}
}
