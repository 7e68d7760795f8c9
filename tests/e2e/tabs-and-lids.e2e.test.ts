/** What browsers do with pages: two tabs, a reload, a closed laptop lid, a clipboard as large as it can be. */
import { readFile } from "node:fs/promises";
import type { CDPSession } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { rendererIds } from "../support/renderers.ts";
import type { SandboxPage } from "../support/sandbox-page.ts";
import { startVisits, type Visits } from "../support/visits.ts";

describe("A page with a machine", () => {
	let visits: Visits;

	beforeAll(async () => {
		visits = await startVisits();
	});

	afterEach(() => visits.endVisits());

	afterAll(() => visits?.stop());

	/** How far the guest's clock is from ours, in seconds, the time of asking left out. */
	async function clockErrorSeconds(sandbox: SandboxPage, aheadMs = 0): Promise<number> {
		const earliestMs = Date.now() + aheadMs;
		const seconds = Number(/^(\d+\.\d+)$/m.exec(await sandbox.run("date +%s.%N"))?.[1]);
		const latestMs = Date.now() + aheadMs;
		return Math.max(0, earliestMs / 1000 - seconds, seconds - latestMs / 1000);
	}

	it("shares nothing with the same page in another tab but the parts it starts from", async () => {
		const fetched = new Set<string>();
		visits.proxy.fate = (path) => {
			if (path.startsWith("/machine/chunks/")) fetched.add(path);
			return "pass";
		};
		const first = await visits.visit();
		await first.run("echo first > note");
		const had = new Set(fetched);
		expect(had.size).toBeGreaterThan(10);
		fetched.clear();
		const second = await visits.visit(first.page.context());
		expect(await second.run("ls -A | wc -l")).toMatch(/^0$/m);
		expect([...fetched].filter((path) => had.has(path))).toEqual([]);
		await second.run("echo second > note");
		await second.type("poweroff\n");
		await second.page.getByRole("heading", { name: "The machine is off" }).waitFor();
		await first.page.bringToFront();
		expect(await first.run("cat note")).toMatch(/^first$/m);
	});

	it("asks before a machine that was worked in is thrown away, and only then", async () => {
		const sandbox = await visits.visit();
		const questions: string[] = [];
		let answer: "stay" | "leave" = "stay";
		sandbox.page.on("dialog", async (dialog) => {
			questions.push(dialog.type());
			await (answer === "stay" ? dialog.dismiss() : dialog.accept());
		});
		await sandbox.prompt();
		await sandbox.page.reload();
		await sandbox.prompt();
		expect(questions).toEqual([]);

		await sandbox.run("echo kept > note");
		await sandbox.page.evaluate(() => location.reload());
		await expect.poll(() => questions).toEqual(["beforeunload"]);
		expect(await sandbox.run("cat note")).toMatch(/^kept$/m);

		answer = "leave";
		await sandbox.page.reload();
		expect(await sandbox.run("cat note")).toContain("No such file");
	});

	it("goes on after the browser stood still, with the right time", async () => {
		const sandbox = await visits.visit();
		await sandbox.run("(while sleep 0.5; do date +%s; done) > ticks &");
		await sandbox.run("until [ -s ticks ]; do sleep 0.1; done");
		const renderers = await rendererIds(visits.browser);
		expect(renderers.length).toBeGreaterThan(0);
		for (const id of renderers) process.kill(id, "SIGSTOP");
		try {
			await new Promise((resolve) => setTimeout(resolve, 8000));
		} finally {
			for (const id of renderers) process.kill(id, "SIGCONT");
		}
		expect(await clockErrorSeconds(sandbox)).toBeLessThan(1);
		await sandbox.says("Docker is running");
		// It did stand still, and then went on by itself.
		expect(await sandbox.run("awk 'n && $1 - n > 5 { print \"gap\" } { n = $1 }' ticks")).toMatch(/^gap$/m);
		expect(await sandbox.run("docker ps -q | wc -l")).toMatch(/^0$/m);
	});

	it("has the right time after a laptop's lid was closed for an hour", async () => {
		const sandbox = await visits.visit();
		await sandbox.prompt();
		const hourMs = 3_600_000;
		// What a page sees of it: the clock on the wall is an hour further, the clock that counts waking time is not.
		await sandbox.page.evaluate((sleptMs) => {
			const now = Date.now.bind(Date);
			Date.now = () => now() + sleptMs;
		}, hourMs);
		await expect.poll(() => clockErrorSeconds(sandbox, hourMs), { timeout: 30_000 }).toBeLessThan(1);
	});

	it("asks before it pastes half a gigabyte, takes no memory while it does, and can be stopped", async () => {
		const sandbox = await visits.visit();
		await sandbox.prompt();
		await sandbox.type("cat > /dev/null\n");
		const megabytes = 500;
		await sandbox.page.evaluate((size) => {
			const data = new DataTransfer();
			// As much as fits into one text of this browser.
			data.setData("text/plain", `${"x".repeat(99)}\n`.repeat(size * 10_000));
			const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
			document.querySelector(".xterm-helper-textarea")?.dispatchEvent(paste);
		}, megabytes);
		const question = sandbox.page.getByRole("alertdialog");
		await question.waitFor();
		expect(await question.textContent()).toContain("500.0 million characters");
		const renderers = await rendererIds(visits.browser);
		const before = await memoryBytes(renderers);
		const heap = await sandbox.page.context().newCDPSession(sandbox.page);
		const heapBefore = await heapBytes(heap);
		await question.getByRole("button", { name: "Paste it all" }).click();
		const progress = sandbox.page.getByText(/^Pasting: \d+\.\d of 500\.0 million/);
		await progress.waitFor();
		for (let second = 0; second < 10; second++) {
			await sandbox.page.waitForTimeout(1000);
			// The page's own: a copy of the text, or of a good part of it, would be here.
			expect((await heapBytes(heap)) - heapBefore).toBeLessThan(50e6);
			// With the machine's, which takes 100 to 260 MB for working in these seconds; its worker holds no copy either.
			expect((await memoryBytes(renderers)) - before).toBeLessThan(400e6);
		}
		await heap.detach();
		await sandbox.press("Stop");
		await progress.waitFor({ state: "detached" });
		// The next key goes to the shell.
		await sandbox.page.keyboard.press("Control+c");
		await sandbox.prompt();
		expect(await sandbox.run("echo $((6 * 7))")).toMatch(/^42$/m);
	});

	it("pastes nothing when the answer is no", async () => {
		const sandbox = await visits.visit();
		await sandbox.prompt();
		await sandbox.page.evaluate(() => {
			const data = new DataTransfer();
			data.setData("text/plain", "echo pasted\n".repeat(200_000));
			const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
			document.querySelector(".xterm-helper-textarea")?.dispatchEvent(paste);
		});
		const question = sandbox.page.getByRole("alertdialog");
		await question.getByRole("button", { name: "Don't paste" }).click();
		await question.waitFor({ state: "detached" });
		expect(await sandbox.run("echo $((6 * 7))")).not.toContain("pasted");
	});
});

/** What the scripts of a page hold, in bytes; its workers have heaps of their own. */
async function heapBytes(session: CDPSession): Promise<number> {
	await session.send("HeapProfiler.collectGarbage");
	const { usedSize } = await session.send("Runtime.getHeapUsage");
	return usedSize;
}

/** Memory that processes hold, in bytes. */
async function memoryBytes(processIds: readonly number[]): Promise<number> {
	const sizes = await Promise.all(
		processIds.map(async (id) => {
			const status = await readFile(`/proc/${id}/status`, "utf8");
			return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
		}),
	);
	return sizes.reduce((sum, size) => sum + size, 0);
}
