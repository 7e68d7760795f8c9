/** Debian's Chromium, headless. */
import { type Browser, chromium } from "playwright-core";

/** Keep Chromium from calling out on its own: there is no network where tests run. */
const QUIET = [
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
	"--disable-default-apps",
];

export async function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
	return await chromium.launch({
		executablePath: process.env.SLIPWAY_CHROMIUM ?? "/usr/bin/chromium",
		// As root, which containers and build machines are, Chromium's own sandbox does not start.
		chromiumSandbox: process.getuid?.() !== 0,
		args: ["--disable-gpu", ...QUIET, ...extraArguments],
	});
}
