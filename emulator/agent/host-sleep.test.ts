import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchHostSleep } from "./host-sleep.ts";

describe("noticing that the host slept", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it("tells of a closed lid, once and soon, and not of ordinary time", () => {
		const woken = vi.fn();
		const stop = watchHostSleep(woken);
		vi.advanceTimersByTime(60_000);
		expect(woken).not.toHaveBeenCalled();
		// Sleep: the clock on the wall goes on, the one that counts waking time does not.
		vi.setSystemTime(Date.now() + 3600_000);
		vi.advanceTimersByTime(2_000);
		expect(woken).toHaveBeenCalledOnce();
		vi.advanceTimersByTime(60_000);
		expect(woken).toHaveBeenCalledOnce();
		stop();
		expect(vi.getTimerCount()).toBe(0);
	});

	it("tells of a nap that is shorter than it looks, whenever it comes", () => {
		for (let beforeMs = 0; beforeMs < 2_000; beforeMs += 100) {
			const woken = vi.fn();
			const stop = watchHostSleep(woken);
			vi.advanceTimersByTime(beforeMs);
			vi.setSystemTime(Date.now() + 1_000);
			vi.advanceTimersByTime(2_000);
			expect(woken).toHaveBeenCalledOnce();
			stop();
		}
	});
});
