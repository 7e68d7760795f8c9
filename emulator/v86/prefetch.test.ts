import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Manifest, Part } from "../bundle/manifest.ts";
import { prefetch } from "./prefetch.ts";

const part = (index: number): Part => ({ sha256: index.toString(16).padStart(64, "0"), storedBytes: 1, rawBytes: 2 });
const root: Manifest["root"] = {
	diskBytes: 40,
	chunkBytes: 10,
	chunks: [part(0), null, part(2), part(3)],
	prefetch: [3, 1, 0],
};

describe("prefetch", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** Each part takes a tenth of a second. `work` is what the guest has done at a time. */
	function started(work: (nowMs: number) => number) {
		const fetched: Part[] = [];
		const ended = new AbortController();
		const startMs = performance.now();
		const done = prefetch(
			root,
			{
				prefetch: async (wanted) => {
					await new Promise((resolve) => setTimeout(resolve, 100));
					fetched.push(wanted);
				},
			},
			() => work(performance.now() - startMs),
			ended.signal,
		);
		return { fetched, ended, done };
	}

	it("fetches in the order of first use, without what is all zeros", async () => {
		const { fetched, done } = started(() => 0);
		await vi.advanceTimersByTimeAsync(3000);
		await done;
		expect(fetched).toEqual([part(3), part(0)]);
	});

	it("waits while the guest works, and goes on when it rests", async () => {
		const restsAfterMs = 60_000;
		const { fetched, done } = started((nowMs) => Math.min(nowMs, restsAfterMs) * 50_000);
		await vi.advanceTimersByTimeAsync(restsAfterMs - 1);
		expect(fetched).toEqual([]);
		await vi.advanceTimersByTimeAsync(2000);
		await done;
		expect(fetched).toEqual([part(3), part(0)]);
	});

	it("is given up while it waits", async () => {
		const { ended, done } = started((nowMs) => nowMs * 50_000);
		await vi.advanceTimersByTimeAsync(10_000);
		ended.abort();
		await vi.advanceTimersByTimeAsync(0);
		await done;
	});
});
