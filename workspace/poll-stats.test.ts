import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PageVisibility } from "./page-visibility.ts";
import { pollStats, STATS_EVERY_MS } from "./poll-stats.ts";
import type { Stats } from "./state.ts";
import { someStats } from "./test-double.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pageThatCanHide(): PageVisibility & { show(visible: boolean): void; listeners: number } {
	const listeners = new Set<() => void>();
	let visible = true;
	return {
		get visible() {
			return visible;
		},
		get listeners() {
			return listeners.size;
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		show(next) {
			visible = next;
			for (const listener of [...listeners]) listener();
		},
	};
}

describe("the figures of a running machine", () => {
	it("are asked for at once and then every five seconds", async () => {
		const stop = new AbortController();
		const seen: Stats[] = [];
		const done = pollStats(
			{ stats: async () => someStats({ uptimeSeconds: seen.length }) },
			pageThatCanHide(),
			stop.signal,
			(s) => seen.push(s),
		);
		await vi.advanceTimersByTimeAsync(0);
		expect(seen).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(2 * STATS_EVERY_MS);
		expect(seen.map((stats) => stats.uptimeSeconds)).toEqual([0, 1, 2]);
		stop.abort();
		await done;
		expect(vi.getTimerCount()).toBe(0);
	});

	it("are not asked for while nobody can see the page, and at once when somebody can again", async () => {
		const stop = new AbortController();
		const page = pageThatCanHide();
		let asked = 0;
		const done = pollStats({ stats: async () => someStats({ uptimeSeconds: ++asked }) }, page, stop.signal, () => {});
		await vi.advanceTimersByTimeAsync(0);
		page.show(false);
		await vi.advanceTimersByTimeAsync(20 * STATS_EVERY_MS);
		expect(asked).toBe(1);
		page.show(true);
		await vi.advanceTimersByTimeAsync(0);
		expect(asked).toBe(2);
		stop.abort();
		await done;
		expect(page.listeners).toBe(0);
	});

	it("stay as they were when the machine does not answer once", async () => {
		const stop = new AbortController();
		const seen: number[] = [];
		let asked = 0;
		async function stats(): Promise<Stats> {
			asked += 1;
			if (asked === 2) throw new Error("the agent is away");
			return someStats({ uptimeSeconds: asked });
		}
		const done = pollStats({ stats }, pageThatCanHide(), stop.signal, (s) => seen.push(s.uptimeSeconds));
		await vi.advanceTimersByTimeAsync(2 * STATS_EVERY_MS);
		expect(seen).toEqual([1, 3]);
		stop.abort();
		await done;
	});
});
