/**
 * `npm run screenshots`: every page of the production build, dark and light, at three sizes, into tests/.output/screenshots. Names as
 * arguments choose some of the scenes. To be looked at by people; nothing is compared.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { listLessons } from "#lessons/catalog/catalog.ts";
import { launchBrowser } from "../support/browser.ts";
import { startSite } from "../support/site.ts";
import { type Scene, scenes } from "./scenes.ts";

const FOLDER = fileURLToPath(new URL("../.output/screenshots/", import.meta.url));

/** One visit for sizes of one shape: a machine is started once, and a page is scrolled as its shape wants it. */
const visits = [
	{
		device: {},
		sizes: [
			{ name: "laptop", width: 1280, height: 720 },
			{ name: "desk", width: 1600, height: 1000 },
		],
	},
	{ device: { isMobile: true, hasTouch: true }, sizes: [{ name: "phone", width: 390, height: 844 }] },
] as const;

const wanted = process.argv.slice(2);
const chosen = scenes((await listLessons()).map(({ slug }) => slug)).filter(
	({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
await mkdir(FOLDER, { recursive: true });
const site = await startSite();
const browser = await launchBrowser();
try {
	for (const scene of chosen) for (const visit of visits) await shoot(browser, site.origin, scene, visit);
} finally {
	await browser.close();
	await site.stop();
}
console.log(`Screenshots are in ${FOLDER}`);

async function shoot(
	from: Browser,
	origin: string,
	{ name, path, prepare }: Scene,
	visit: (typeof visits)[number],
): Promise<void> {
	const { device, sizes } = visit;
	const context = await from.newContext({ viewport: sizes[0], colorScheme: "dark", ...device });
	const page = await context.newPage();
	try {
		await page.goto(origin + path);
		await prepare?.(page);
		for (const size of sizes) {
			await page.setViewportSize(size);
			for (const colorScheme of ["dark", "light"] as const) {
				await page.emulateMedia({ colorScheme });
				await untilDrawn(page);
				await page.screenshot({ path: `${FOLDER}${name}.${size.name}.${colorScheme}.png` });
			}
		}
		console.log(`${name}: ${sizes.map((size) => size.name).join(", ")}`);
	} catch (thrown) {
		await page.screenshot({ path: `${FOLDER}${name}.failed.png` });
		console.error(`${name}: ${thrown instanceof Error ? thrown.message : thrown}`);
		process.exitCode = 1;
	} finally {
		await context.close();
	}
}

/** Fonts are there, and what a new size or theme sets in motion has come to rest. */
async function untilDrawn(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await document.fonts.ready;
		const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
		await Promise.allSettled(ending.map((animation) => animation.finished));
	});
	// A terminal takes a new size when it has rested.
	await page.waitForTimeout(250);
}
