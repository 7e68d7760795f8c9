/** Measuring inside the page: functions that run there, so that no driver's delay is in a figure. */
import type { Page } from "playwright-core";

/** Milliseconds from a click on the link to the sandbox until a frame shows a prompt. The page must be on `/`. */
export async function clickToPrompt(page: Page): Promise<number> {
	const link = page.locator('a[href="/sandbox"]').first();
	await link.waitFor();
	return await link.evaluate(
		(element) =>
			new Promise<number>((resolve) => {
				const startedMs = performance.now();
				function look(): void {
					const shown = document.querySelector(".xterm-rows")?.textContent ?? "";
					if (/root@slipway:[^#]*#/.test(shown)) resolve(performance.now() - startedMs);
					else requestAnimationFrame(look);
				}
				(element as HTMLElement).click();
				look();
			}),
	);
}

/**
 * Times from the keydown of each `x` until the terminal's rows hold it, which the browser shows with its next frame. A loop of frames of
 * ours that watches for it would measure the frames instead: without a graphics card a page makes few.
 */
export async function echoTimes(page: Page, count: number): Promise<number[]> {
	await page.evaluate(() => {
		const times: number[] = [];
		let pressedMs = 0;
		let before = "";
		Object.assign(window, { echoTimes: times });
		const rows = document.querySelector(".xterm-rows");
		if (!rows) throw new Error("the terminal is not drawn with elements");
		addEventListener("keydown", press, true);
		new MutationObserver(look).observe(rows, { childList: true, characterData: true, subtree: true });
		function press(event: KeyboardEvent): void {
			if (event.key !== "x") return;
			pressedMs = performance.now();
			before = rows?.textContent ?? "";
		}
		function look(): void {
			if (pressedMs === 0 || rows?.textContent === before) return;
			times.push(performance.now() - pressedMs);
			pressedMs = 0;
		}
	});
	for (let typed = 1; typed <= count; typed++) {
		await page.keyboard.press("x");
		await page.waitForFunction((wanted) => (window as unknown as EchoWindow).echoTimes.length >= wanted, typed, { polling: 10 });
		if (typed % 40 === 0) await page.keyboard.press("Control+u");
		// Not in step with the display or with the guest's timer.
		await page.waitForTimeout(60 + ((typed * 37) % 50));
	}
	return await page.evaluate(() => (window as unknown as EchoWindow).echoTimes);
}

interface EchoWindow {
	readonly echoTimes: number[];
}

/** The longest time between two frames of the page while `work` goes on. */
export async function longestFrameGap(page: Page, work: () => Promise<unknown>): Promise<number> {
	await page.evaluate(() => {
		const gap = { longestMs: 0, lastMs: performance.now(), watching: true };
		Object.assign(window, { frameGap: gap });
		function look(nowMs: number): void {
			gap.longestMs = Math.max(gap.longestMs, nowMs - gap.lastMs);
			gap.lastMs = nowMs;
			if (gap.watching) requestAnimationFrame(look);
		}
		requestAnimationFrame((nowMs) => {
			gap.lastMs = nowMs;
			look(nowMs);
		});
	});
	await work();
	return await page.evaluate(() => {
		const { frameGap } = window as unknown as { frameGap: { longestMs: number; watching: boolean } };
		frameGap.watching = false;
		return frameGap.longestMs;
	});
}

/** Milliseconds from Enter until the next prompt is shown. A command must have been typed. */
export async function enterToPrompt(page: Page): Promise<number> {
	await page.evaluate(() => {
		const measured = new Promise<number>((resolve) => {
			addEventListener("keydown", started, { capture: true, once: true });
			function started(): void {
				const startedMs = performance.now();
				const prompts = countPrompts();
				function look(): void {
					if (countPrompts() > prompts) resolve(performance.now() - startedMs);
					else requestAnimationFrame(look);
				}
				look();
			}
			function countPrompts(): number {
				return document.querySelector(".xterm-rows")?.textContent?.split("root@slipway:").length ?? 0;
			}
		});
		Object.assign(window, { enterToPrompt: measured });
	});
	await page.keyboard.press("Enter");
	return await page.evaluate(() => (window as unknown as { enterToPrompt: Promise<number> }).enterToPrompt);
}
