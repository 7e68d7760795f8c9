import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

const minutesMs = 60_000;

/** Files of the slow projects, which all end in `.test.ts` too. */
const slow = ["**/*.guest.test.ts", "**/*.long.test.ts", "**/*.browser.test.ts", "**/*.e2e.test.ts", "tests/e2e/**"];
const never = ["**/node_modules/**", ".next/**"];

interface GuestProject {
	readonly name: string;
	readonly groupOrder: number;
	readonly include: string[];
	readonly exclude?: string[];
}

/** A real guest takes a core and a gigabyte, and more while it warms up: one file at a time, and no project beside it. */
function withGuest({ name, groupOrder, include, exclude = [] }: GuestProject) {
	return {
		test: {
			name,
			include,
			exclude: [...never, ...exclude],
			maxWorkers: 1,
			sequence: { groupOrder },
			// Bounds, not measures: waits inside a test are shorter and say what they wait for.
			testTimeout: 8 * minutesMs,
			hookTimeout: 4 * minutesMs,
			// Something that is to happen in the guest, or after it, may take a while on a busy machine; the default is a second.
			expect: { poll: { timeout: 20_000 } },
		},
	};
}

/** The Debian package's, as Playwright's own download is not to be had everywhere. Its sandbox does not run as root. */
const chromium = playwright({
	launchOptions: {
		executablePath: process.env.SLIPWAY_CHROMIUM ?? "/usr/bin/chromium",
		chromiumSandbox: process.getuid?.() !== 0,
	},
});

/** In a page that Vite serves, with the machine bundle from `public/`. */
const inBrowser = {
	enabled: true,
	headless: true,
	screenshotFailures: false,
	provider: chromium,
	instances: [{ browser: "chromium" as const }],
};
const browser = withGuest({ name: "browser", groupOrder: 3, include: ["**/*.browser.test.ts"] });
const contract = ["**/*.contract.guest.test.ts"];

export default defineConfig({
	test: {
		// Whatever is slow to say so is found faster than a hanging run.
		teardownTimeout: 10_000,
		projects: [
			{ test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...never, ...slow], testTimeout: 10_000 } },
			withGuest({ name: "contract", groupOrder: 1, include: contract }),
			withGuest({ name: "guest", groupOrder: 2, include: ["**/*.guest.test.ts"], exclude: contract }),
			{ test: { ...browser.test, browser: inBrowser } },
			withGuest({ name: "e2e", groupOrder: 4, include: ["tests/e2e/**/*.e2e.test.ts"] }),
		],
	},
});
