/** Brings the chunks that commands will read next into the browser's cache, behind the reader's back. */
import { delay } from "../bundle/delay.ts";
import type { Manifest } from "../bundle/manifest.ts";
import type { PartStore } from "../bundle/part-store.ts";

/** The prompt comes first. A hint, nothing depends on it. */
const DELAY_MS = 1500;
/** Leaves connections free for what the guest waits for. */
const CONCURRENT_PARTS = 2;

/** Settles when all is there, or at the first part that cannot be had: whoever needs that part will say so. */
export async function prefetch(root: Manifest["root"], store: PartStore, signal: AbortSignal): Promise<void> {
	let next = 0;
	async function work(): Promise<void> {
		for (let index = next++; index < root.prefetch.length && !signal.aborted; index = next++) {
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
