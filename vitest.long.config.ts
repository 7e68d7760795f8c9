/**
 * What takes longer than every submission can wait, most of it pulls of large images: all images of the site, the starter projects,
 * each lesson with its typical mistakes. `npm run test:long [file]`, after `npm start` or `npm test` made the site.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["tests/long/*.long.test.ts"],
		maxWorkers: 1,
		testTimeout: 15 * 60_000,
		hookTimeout: 4 * 60_000,
		expect: { poll: { timeout: 20_000 } },
	},
});
