/** What people do to a machine in a page, and what may happen to it: the page stays responsive, says what happened, and has a way on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { longestFrameGap } from "#bench/probes.ts";
import type { SandboxPage } from "../support/sandbox-page.ts";
import { startVisits, type Visits } from "../support/visits.ts";

/** Below what people call a freeze; bench measures how much below. */
const RESPONSIVE_MS = 1000;
const WATCHED_MS = 5000;

describe("The sandbox on a bad day", () => {
	let visits: Visits;
	let sandbox: SandboxPage;

	beforeAll(async () => {
		visits = await startVisits();
		sandbox = await visits.visit();
	});

	beforeEach(async () => {
		await sandbox.prompt();
		await sandbox.says("Docker is running");
	});

	afterAll(() => visits?.stop());

	it.each(["dockerd", "containerd"])(
		"says that Docker is restarted after kill -9 of %s, and Docker works again",
		async (name) => {
			await sandbox.type(`pkill -9 -x ${name}\n`);
			await sandbox.says("Docker is restarting");
			await sandbox.page.getByText("Docker is being restarted").first().waitFor();
			await sandbox.says("Docker is running");
			expect(await sandbox.run("docker run --rm busybox echo $((6 * 7))")).toMatch(/^42$/m);
		},
	);

	it("says that it reconnects after kill -9 of the agent, and opens a new shell", async () => {
		await sandbox.run("echo kept > note");
		await sandbox.type("pkill -9 -x slipway-agent\n");
		await sandbox.shows("The connection to this shell was lost. A new one opens");
		await sandbox.prompt();
		await sandbox.says("Docker is running");
		expect(await sandbox.run("cat note")).toMatch(/^kept$/m);
	});

	it("says that the worker is gone, and starts a fresh machine", async () => {
		const [worker] = sandbox.page.workers();
		await worker?.evaluate(() => {
			setTimeout(() => {
				throw new Error("out of memory, for example");
			});
		});
		expect(await sandbox.failure()).toBe("The machine's process ended");
		await sandbox.says("Machine has failed");
		expect(sandbox.page.workers()).toEqual([]);
		await sandbox.press("Start a fresh machine");
		await sandbox.prompt();
	});

	it("says that the machine is off after poweroff, and starts it again", async () => {
		await sandbox.type("poweroff\n");
		await sandbox.page.getByRole("heading", { name: "The machine is off" }).waitFor();
		await sandbox.says("Machine is off");
		await sandbox.press("Start again");
		await sandbox.prompt();
	});

	it("says that the kernel panicked, and why, and starts a fresh machine", async () => {
		await sandbox.type("echo c > /proc/sysrq-trigger\n");
		expect(await sandbox.failure()).toBe("Linux stopped with a kernel panic");
		expect(await sandbox.failurePanel.textContent()).toContain("sysrq triggered crash");
		await sandbox.press("Start a fresh machine");
		await sandbox.prompt();
	});

	describe.each([
		["a fork bomb", ":(){ :|:& };:", /\[1\] \d+/],
		["rm -rf --no-preserve-root /", "rm -rf --no-preserve-root / 2>/dev/null", /rm -rf/],
		["a full disk", "fallocate -l 3G filler", "No space left on device"],
		["a flood of output", "yes", /^y\ny\ny$/m],
	])("after %s", (_, command, sign) => {
		it("stays responsive, and Reset gives a working machine", async () => {
			await sandbox.type(command);
			const gapMs = await longestFrameGap(sandbox.page, async () => {
				await sandbox.type("\n");
				await sandbox.shows(sign);
				await sandbox.page.waitForTimeout(WATCHED_MS);
			});
			expect(gapMs).toBeLessThan(RESPONSIVE_MS);
			await sandbox.reset();
			expect(await sandbox.run("ls -A; df --output=pcent / | tail -n 1")).toMatch(/-n 1\n +\d%\nroot/);
			expect(await sandbox.run("docker ps -q | wc -l")).toMatch(/^0$/m);
		});
	});
});
