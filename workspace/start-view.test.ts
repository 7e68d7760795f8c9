import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgressView } from "./start-view.ts";
import type { StartView } from "./state.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the progress of a start, as it is shown", () => {
	it("a thousand reports a second become about ten, and the last one is not lost", () => {
		const shown: StartView[] = [];
		const view = createProgressView("fresh", (next) => shown.push(next));
		for (let tick = 0; tick < 1000; tick += 1) {
			view.add({ stage: "download", loadedBytes: tick * 1000, totalBytes: 2_000_000 });
			vi.advanceTimersByTime(1);
		}
		vi.advanceTimersByTime(200);
		expect(shown.length).toBeGreaterThan(8);
		expect(shown.length).toBeLessThan(14);
		expect(shown.at(-1)?.loadedBytes).toBe(999_000);
		view.dispose();
	});

	it("each stage shows at once, with those before it", () => {
		const shown: StartView[] = [];
		const view = createProgressView("reboot", (next) => shown.push(next));
		view.add({ stage: "boot", loadedBytes: 0, totalBytes: 0 });
		view.add({ stage: "connect", loadedBytes: 0, totalBytes: 0 });
		expect(shown.map((next) => next.seen.map(({ stage }) => stage))).toEqual([["boot"], ["boot", "connect"]]);
		expect(shown.at(-1)?.kind).toBe("reboot");
		view.dispose();
		expect(vi.getTimerCount()).toBe(0);
	});

	it("a download that stalls loses its promise of a time", () => {
		const shown: StartView[] = [];
		const view = createProgressView("fresh", (next) => shown.push(next));
		view.add({ stage: "download", loadedBytes: 0, totalBytes: 10_000 });
		vi.advanceTimersByTime(1000);
		view.add({ stage: "download", loadedBytes: 2000, totalBytes: 10_000 });
		vi.advanceTimersByTime(100);
		expect(shown.at(-1)?.secondsLeft).toBeCloseTo(4.4, 1);
		vi.advanceTimersByTime(10_000);
		expect(shown.at(-1)?.secondsLeft).toBeNull();
		view.dispose();
		expect(vi.getTimerCount()).toBe(0);
	});
});
