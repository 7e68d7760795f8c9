/** Progress in the browser's own storage. The other tab is a frame: a document of its own that shares the storage and hears of changes. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { documentVisibility } from "../page-visibility.ts";
import { createProgress } from "./create-progress.ts";
import type { Progress } from "./progress.ts";
import { progressOf } from "./progress-of.ts";
import { browserStorage } from "./storage.ts";

const lesson = { slug: "first-container", version: 1 };
const close: (() => void)[] = [];

beforeEach(() => localStorage.clear());
afterEach(() => {
	for (const end of close.splice(0).reverse()) end();
	localStorage.clear();
});

function openTab(): Progress {
	const frame = document.createElement("iframe");
	document.body.append(frame);
	const view = frame.contentWindow;
	if (!view) throw new Error("the frame has no window");
	const progress = createProgress({ storage: browserStorage(view), page: documentVisibility() });
	close.push(() => {
		progress.dispose();
		frame.remove();
	});
	return progress;
}

function tasksOf(progress: Progress): string[] {
	return Object.keys(progressOf(progress.store.getState().lessons, lesson).tasks).toSorted();
}

it("Two tabs that record at the same time have everything of both in the end, and so has the next one", async () => {
	const [one, other] = [openTab(), openTab()];
	const expected: string[] = [];
	for (let at = 0; at < 40; at++) {
		one.passTask(lesson, `one-${at}`);
		other.passTask(lesson, `other-${at}`);
		expected.push(`one-${at}`, `other-${at}`);
	}
	expected.sort();
	await expect.poll(() => tasksOf(one)).toEqual(expected);
	await expect.poll(() => tasksOf(other)).toEqual(expected);
	expect(tasksOf(openTab())).toEqual(expected);
});

it("What one tab erases is gone in the other, and stays gone", async () => {
	const [one, other] = [openTab(), openTab()];
	one.passTask(lesson, "run");
	await expect.poll(() => tasksOf(other)).toEqual(["run"]);
	one.eraseAll();
	await expect.poll(() => other.store.getState().lessons).toEqual({});
	other.passTask(lesson, "stop");
	await expect.poll(() => tasksOf(one)).toEqual(["stop"]);
});

it("A storage that is full is told, nothing is lost in the tab, and it is written when there is room", async () => {
	const progress = openTab();
	for (let bytes = 2 ** 22; bytes > 0; bytes >>= 1) {
		try {
			localStorage.setItem(`filler-${bytes}`, "x".repeat(bytes));
			localStorage.setItem(`filler-${bytes}-again`, "x".repeat(bytes));
		} catch {
			// Full at this size.
		}
	}
	progress.passTask(lesson, "run");
	await expect.poll(() => progress.store.getState().problem).toEqual({ kind: "unsaved", why: "full" });
	expect(tasksOf(progress)).toEqual(["run"]);
	localStorage.clear();
	progress.passTask(lesson, "stop");
	await expect.poll(() => progress.store.getState().problem).toBeUndefined();
	expect(tasksOf(openTab())).toEqual(["run", "stop"]);
});
