/** Brings the chunks that commands will read next into the browser's cache, behind the reader's back. */
import { delay } from "../bundle/delay.ts";
import type { Manifest } from "../bundle/manifest.ts";
import type { PartStore } from "../bundle/part-store.ts";

/** The prompt comes first. A hint, nothing depends on it. */
const DELAY_MS = 1500;
/** Leaves connections free for what the guest waits for. */
const CONCURRENT_PARTS = 2;

/** A command that somebody waits for needs the processor more than the cache needs the next chunk. */
const BUSY_INSTRUCTIONS_PER_SECOND = 15e6;
const SAMPLE_MS = 250;

/**
 * Pauses while the guest works; `instructions` counts what it has done. Settles when all is there, or at the first part that cannot be
 * had: whoever needs that part will say so.
 */
export async function prefetch(
	root: Manifest["root"],
	store: Pick<PartStore, "prefetch">,
	instructions: () => number,
	signal: AbortSignal,
): Promise<void> {
	const isBusy = loadMeter(instructions);
	let next = 0;
	async function work(): Promise<void> {
		for (let index = next++; index < root.prefetch.length && !signal.aborted; index = next++) {
			while (isBusy()) await delay(SAMPLE_MS, signal);
			const part = root.chunks[root.prefetch[index] ?? -1];
			if (part) await store.prefetch(part, signal);
		}
	}
	try {
		await delay(DELAY_MS, signal);
		await Promise.all(Array.from({ length: CONCURRENT_PARTS }, work));
	} catch {
		// Not needed yet.
	}
}

/** Whether the guest worked in the last quarter of a second or more before the call, whenever the call before was. */
function loadMeter(instructions: () => number): () => boolean {
	let sinceMs = performance.now();
	let before = instructions();
	let busy = false;
	return () => {
		const nowMs = performance.now();
		if (nowMs - sinceMs < SAMPLE_MS) return busy;
		const now = instructions();
		busy = (now - before) / (nowMs - sinceMs) > BUSY_INSTRUCTIONS_PER_SECOND / 1000;
		sinceMs = nowMs;
		before = now;
		return busy;
	};
}
