/** Browsers that cannot run the machine: they are told so, not left waiting. */
import { afterEach, describe, expect, it } from "vitest";
import { startVisits, type Visits } from "../support/visits.ts";

describe("A browser", () => {
	let visits: Visits | undefined;

	afterEach(async () => {
		await visits?.stop();
		visits = undefined;
	});

	it("without WebAssembly is told which browsers have it", async () => {
		// As browsers run that were hardened against attacks on their compilers.
		visits = await startVisits(["--js-flags=--jitless"]);
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("This browser cannot run the machine");
		expect(await sandbox.failurePanel.textContent()).toMatch(/Chrome, Edge or Firefox/);
		expect(await sandbox.failurePanel.getByRole("button").allTextContents()).toEqual(["Copy details for a report"]);
	});

	it("without enough memory is told what to close, and may try again", async () => {
		visits = await startVisits(["--js-flags=--wasm-max-mem-pages=4096"]);
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("Not enough memory for the machine");
		expect(await sandbox.failurePanel.textContent()).toContain("Close tabs and programs");
		await sandbox.press("Try again");
		await sandbox.page.getByRole("heading", { name: "Starting your machine" }).waitFor();
		expect(await sandbox.failure()).toBe("Not enough memory for the machine");
	});
});
