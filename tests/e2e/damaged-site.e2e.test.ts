/** A site that delivers damaged parts, or none: the page says what happened, and its button helps. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startVisits, type Visits } from "../support/visits.ts";

const chunk = /^\/machine\/chunks\/[0-9a-f]{64}$/;
/** Nothing that people type in their first minutes, so that it is not fetched ahead. */
const untouched = "/usr/bin/ssh-keygen";

let visits: Visits;

beforeAll(async () => {
	visits = await startVisits();
});

afterEach(() => visits.endVisits());

afterAll(() => visits?.stop());

/** Counts requests by path, for fates that depend on how often something was asked for. */
function counter(): (path: string) => number {
	const counts = new Map<string, number>();
	return (path) => {
		const count = (counts.get(path) ?? 0) + 1;
		counts.set(path, count);
		return count;
	};
}

/** The first chunk that a visitor asks for, whichever that is. */
function firstChunk(): (path: string) => boolean {
	let first: string | undefined;
	return (path) => {
		if (chunk.test(path)) first ??= path;
		return path === first;
	};
}

describe("A part that arrives damaged", () => {
	it("is fetched again, and nobody needs to know", async () => {
		const { proxy } = visits;
		const count = counter();
		let flipped = 0;
		proxy.fate = (path) => {
			if (!chunk.test(path) || count(path) > 1) return "pass";
			flipped += 1;
			return "flip";
		};
		const sandbox = await visits.visit();
		await sandbox.prompt();
		expect(flipped).toBeGreaterThan(10);
		expect(await sandbox.run("echo $((6 * 7))")).toMatch(/^42$/m);
	});

	it("again is told, and Try again starts the machine when the site is well", async () => {
		const isDamaged = firstChunk();
		visits.proxy.fate = (path) => (isDamaged(path) ? "flip" : "pass");
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("A part of the machine arrived damaged");
		expect(await sandbox.failurePanel.textContent()).toContain("does not run on damaged parts");
		await sandbox.says("Machine has failed");
		expect(await sandbox.screen()).toBe("");
		visits.proxy.fate = () => "pass";
		await sandbox.press("Try again");
		await sandbox.prompt();
	});

	it("while the machine runs ends it with the same words", async () => {
		const sandbox = await visits.visit();
		await sandbox.prompt();
		visits.proxy.fate = (path) => (chunk.test(path) ? "flip" : "pass");
		await sandbox.type(`sha256sum ${untouched}\n`);
		expect(await sandbox.failure()).toBe("A part of the machine arrived damaged");
		expect(await sandbox.screen()).not.toMatch(/[0-9a-f]{64}/);
		visits.proxy.fate = () => "pass";
		await sandbox.press("Try again");
		await sandbox.prompt();
		expect(await sandbox.run(`sha256sum ${untouched}`)).toMatch(/[0-9a-f]{64}/);
	});
});

describe("A part that cannot be fetched", () => {
	it("is told after some tries, and Try again fetches only what is missing", async () => {
		const isRefused = firstChunk();
		const chunksAskedFor = new Set<string>();
		visits.proxy.fate = (path) => {
			if (chunk.test(path)) chunksAskedFor.add(path);
			return isRefused(path) ? "refuse" : "pass";
		};
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("A part of the machine could not be fetched");
		const before = chunksAskedFor.size;
		// The emulator, the network, and the snapshot's eight parts and their order, but for what is given up at the end.
		expect(before).toBeGreaterThan(7);
		const askedAgain = new Set<string>();
		visits.proxy.fate = (path) => {
			if (chunksAskedFor.has(path)) askedAgain.add(path);
			return "pass";
		};
		await sandbox.press("Try again");
		await sandbox.prompt();
		// The refused one, and those that were under way when it was given up.
		expect(askedAgain.size).toBeLessThan(before / 2);
	});

	it("while the machine runs makes it wait and says so; it goes on by itself", async () => {
		const sandbox = await visits.visit();
		await sandbox.prompt();
		visits.proxy.fate = (path) => (chunk.test(path) ? "refuse" : "pass");
		await sandbox.type(`sha256sum ${untouched}\n`);
		await sandbox.says("Waiting for the site");
		await sandbox.page.getByText("Your work is kept").first().waitFor();
		visits.proxy.fate = () => "pass";
		await sandbox.shows(/[0-9a-f]{64} {2}\/usr\/bin\/ssh-keygen\nroot@/);
		await sandbox.says("Docker is running");
	});

	it("is told when it is the list of all parts", async () => {
		visits.proxy.fate = (path) => (path === "/machine/manifest.json" ? "refuse" : "pass");
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("A part of the machine could not be fetched");
		visits.proxy.fate = () => "pass";
		await sandbox.press("Try again");
		await sandbox.prompt();
	});

	it("is told when it is the program of the worker", async () => {
		visits.proxy.fate = (path) => (path === "/machine/worker.js" ? "refuse" : "pass");
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("A part of the machine could not be fetched");
		visits.proxy.fate = () => "pass";
		await sandbox.press("Try again");
		await sandbox.prompt();
	});
});

describe("A site whose machine does not fit", () => {
	const manifest = "/machine/manifest.json";

	it("says that there is none", async () => {
		visits.proxy.fate = (path) => (path === manifest ? "missing" : "pass");
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("This site has no machine to start");
		expect(await sandbox.failurePanel.textContent()).toContain("npm start");
		visits.proxy.fate = () => "pass";
		await sandbox.press("Try again");
		await sandbox.prompt();
	});

	it("says that the list of its parts cannot be read", async () => {
		visits.proxy.rewrite = (path, body) => (path === manifest ? body.subarray(0, 1000) : undefined);
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("This site has no machine to start");
	});

	it("says that it was made for another version, and a reload gets the right one", async () => {
		let chunks = 0;
		visits.proxy.fate = (path) => {
			if (chunk.test(path)) chunks += 1;
			return "pass";
		};
		visits.proxy.rewrite = (path, body) =>
			path === manifest ? Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), v86Version: "0.4.1" })) : undefined;
		const sandbox = await visits.visit();
		expect(await sandbox.failure()).toBe("Page and machine are of different versions");
		expect(await sandbox.failurePanel.textContent()).toContain("0.4.1");
		expect(chunks).toBe(0);
		visits.proxy.rewrite = undefined;
		await sandbox.press("Reload the page");
		await sandbox.prompt();
	});
});
