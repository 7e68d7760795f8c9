/** All images of the site, one after the other in a real guest: most of an hour. `npm test` pulls and runs some of them. */
import { defineConfig } from "vitest/config";

export default defineConfig({
	test: { include: ["tests/images/*.image.test.ts"], maxWorkers: 1, testTimeout: 8 * 60_000, hookTimeout: 4 * 60_000 },
});
