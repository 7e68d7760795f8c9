import { describe, expect, it } from "vitest";
import { visiblePage } from "../test-double.ts";
import { createProgress } from "./create-progress.ts";
import { progressOf } from "./progress-of.ts";
import type { ProgressStorage } from "./storage.ts";

const lesson = { slug: "first-container", version: 1 };
const KEY = "slipway.progress";

/** What the tabs of one browser share. Changes reach the others when the test says so, as between real processes. */
function browserDouble() {
	const kept = new Map<string, string>();
	const listeners = new Set<{ storage: ProgressStorage; listener: () => void }>();
	const browser = {
		kept,
		room: Number.POSITIVE_INFINITY,
		refuses: false,
		listeners,
		tab(): ProgressStorage {
			function allow(): void {
				if (browser.refuses) throw new DOMException("not allowed", "SecurityError");
			}
			const storage: ProgressStorage = {
				read(key) {
					allow();
					return kept.get(key) ?? null;
				},
				write(key, text) {
					allow();
					const others = [...kept].filter(([name]) => name !== key).reduce((sum, [, value]) => sum + value.length, 0);
					if (others + text.length > browser.room) throw new DOMException("full", "QuotaExceededError");
					kept.set(key, text);
				},
				remove: (key) => void kept.delete(key),
				keys: () => [...kept.keys()],
				subscribe(_key, listener) {
					const entry = { storage, listener };
					listeners.add(entry);
					return () => listeners.delete(entry);
				},
				async exclusively(action) {
					await null;
					action();
				},
			};
			return storage;
		},
		/** Every tab hears of the others' changes. */
		async tellAll(): Promise<void> {
			await settle();
			for (const { listener } of [...listeners]) listener();
			await settle();
		},
	};
	return browser;
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await null;
}

function openTab(browser: ReturnType<typeof browserDouble>) {
	return createProgress({ storage: browser.tab(), page: visiblePage() });
}

function tasksOf(progress: ReturnType<typeof openTab>): string[] {
	return Object.keys(progressOf(progress.store.getState().lessons, lesson).tasks).toSorted();
}

describe("progress", () => {
	it("is there again after a reload, at once, with the same seed", async () => {
		const browser = browserDouble();
		const before = openTab(browser);
		const seed = before.begin(lesson);
		before.passTask(lesson, "run");
		before.answerQuiz(lesson, "what", false);
		before.answerQuiz(lesson, "what", true);
		before.answerQuiz(lesson, "what", false);
		before.finish(lesson);
		await settle();
		before.dispose();
		const after = openTab(browser);
		expect(tasksOf(after)).toEqual(["run"]);
		const found = progressOf(after.store.getState().lessons, lesson);
		expect(found.quizzes.what?.passed).toBe(true);
		expect(found.finishedMs).toBeGreaterThan(0);
		expect(after.begin(lesson)).toBe(seed);
		after.dispose();
		expect(browser.listeners.size).toBe(0);
	});

	it("of a new version of a lesson begins anew, and that the old one was done stays known", async () => {
		const progress = openTab(browserDouble());
		progress.passTask(lesson, "run");
		progress.finish(lesson);
		const { lessons } = progress.store.getState();
		const next = progressOf(lessons, { ...lesson, version: 2 });
		expect(next).toMatchObject({ tasks: {}, begun: true, doneInVersion: 1 });
		expect(progressOf(lessons, lesson)).toMatchObject({ doneInVersion: null, tasks: { run: expect.any(Number) } });
		expect(progressOf(lessons, { slug: "constructor", version: 1 })).toMatchObject({ begun: false, doneInVersion: null });
		progress.dispose();
	});

	it("of two tabs is the same in both, and nothing of either is lost", async () => {
		const browser = browserDouble();
		const [one, other] = [openTab(browser), openTab(browser)];
		one.passTask(lesson, "run");
		other.passTask(lesson, "stop");
		await browser.tellAll();
		expect(tasksOf(one)).toEqual(["run", "stop"]);
		expect(tasksOf(other)).toEqual(["run", "stop"]);
		expect(one.begin(lesson)).toBe(other.begin(lesson));
		one.dispose();
		other.dispose();
	});

	it("is made good when two writes crossed and one swallowed the other", async () => {
		const browser = browserDouble();
		const [one, other] = [openTab(browser), openTab(browser)];
		one.passTask(lesson, "run");
		await settle();
		// What a browser does whose processes share the storage a little late.
		browser.kept.delete(KEY);
		other.passTask(lesson, "stop");
		await browser.tellAll();
		await browser.tellAll();
		expect(tasksOf(one)).toEqual(["run", "stop"]);
		expect(tasksOf(other)).toEqual(["run", "stop"]);
		expect(browser.kept.get(KEY)).toContain('"run"');
		one.dispose();
		other.dispose();
	});

	it("that is erased in one tab does not come back from another, and new results count", async () => {
		const browser = browserDouble();
		const [one, other] = [openTab(browser), openTab(browser)];
		one.passTask(lesson, "run");
		await browser.tellAll();
		one.eraseAll();
		await browser.tellAll();
		await browser.tellAll();
		expect(one.store.getState().lessons).toEqual({});
		expect(other.store.getState().lessons).toEqual({});
		other.passTask(lesson, "stop");
		await browser.tellAll();
		expect(tasksOf(one)).toEqual(["stop"]);
		one.dispose();
		other.dispose();
	});

	it.each([
		["broken", '{"lessons":'],
		["broken", JSON.stringify({ slipwayProgress: 1, erasedMs: 0, lessons: { a: { seed: 7 } } })],
		["broken", "[]"],
		["newer", JSON.stringify({ slipwayProgress: 2, people: [] })],
	])("that is stored %s is kept aside, told, and a new record begins: %s", async (why, text) => {
		const browser = browserDouble();
		browser.kept.set(KEY, text);
		const progress = openTab(browser);
		progress.passTask(lesson, "run");
		await settle();
		const { problem } = progress.store.getState();
		expect(problem).toMatchObject({ kind: "set-aside", why });
		if (problem?.kind === "set-aside") expect(browser.kept.get(problem.key)).toBe(text);
		expect(browser.kept.get(KEY)).toContain('"run"');
		progress.eraseAll();
		await settle();
		expect([...browser.kept.keys()]).toEqual([KEY]);
		expect(progress.store.getState().problem).toBeUndefined();
		progress.dispose();
	});

	it("that cannot be kept aside is not overwritten either", async () => {
		const browser = browserDouble();
		browser.kept.set(KEY, "precious");
		browser.room = 10;
		const progress = openTab(browser);
		progress.passTask(lesson, "run");
		await settle();
		expect(browser.kept.get(KEY)).toBe("precious");
		expect(progress.store.getState().problem).toEqual({ kind: "unsaved", why: "full" });
		expect(tasksOf(progress)).toEqual(["run"]);
		progress.dispose();
	});

	it("that finds no room says so, stays in the tab, and is written when there is room again", async () => {
		const browser = browserDouble();
		browser.room = 0;
		const progress = openTab(browser);
		progress.passTask(lesson, "run");
		await settle();
		expect(progress.store.getState().problem).toEqual({ kind: "unsaved", why: "full" });
		browser.room = 10_000;
		progress.passTask(lesson, "stop");
		await settle();
		expect(progress.store.getState().problem).toBeUndefined();
		expect(browser.kept.get(KEY)).toContain('"run"');
		progress.dispose();
	});

	it("in a browser that keeps nothing lives in the tab, and that is told", async () => {
		const browser = browserDouble();
		browser.refuses = true;
		const progress = openTab(browser);
		progress.passTask(lesson, "run");
		await settle();
		expect(progress.store.getState().problem).toEqual({ kind: "unsaved", why: "refused" });
		expect(tasksOf(progress)).toEqual(["run"]);
		progress.dispose();
	});

	it("that was exported is added by an import elsewhere, also where all was erased", async () => {
		const source = openTab(browserDouble());
		source.passTask(lesson, "run");
		const text = await source.exportFile().text();
		const target = openTab(browserDouble());
		target.passTask(lesson, "stop");
		target.eraseAll();
		target.passTask(lesson, "remove");
		target.importFile(text);
		expect(tasksOf(target)).toEqual(["remove", "run"]);
		source.dispose();
		target.dispose();
	});

	it.each(["", "null", '{"a":1}', "x".repeat(3_000_000)])("refuses a file that is none of ours", (text) => {
		const progress = openTab(browserDouble());
		expect(() => progress.importFile(text)).toThrow("not a file of progress");
		expect(() => progress.importFile('{"slipwayProgress":9}')).toThrow("newer version");
		expect(progress.store.getState().lessons).toEqual({});
		progress.dispose();
	});
});
