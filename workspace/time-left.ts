/** How long a download will still take, judged by the bytes of the last seconds, so that the answer follows the line's present speed. */

export interface TimeLeft {
	/** Tells how many bytes are there now. */
	add(nowMs: number, loadedBytes: number): void;
	/** Seconds until `totalBytes` are there; null while there is too little to judge by, or when nothing has arrived lately. */
	seconds(nowMs: number, totalBytes: number): number | null;
}

/** Long enough to even out bursts from parallel requests, short enough to notice within seconds that the line got slower. */
const WINDOW_MS = 4000;
/** Before this, the first burst from the cache would promise far too much. */
const SHORTEST_JUDGEMENT_MS = 400;
/** Reports that come faster are merged, so that a fast line costs no more than a slow one. */
const SAMPLE_EVERY_MS = 50;

interface Sample {
	readonly atMs: number;
	readonly loadedBytes: number;
}

export function createTimeLeft(): TimeLeft {
	let samples: Sample[] = [];

	function forget(nowMs: number): void {
		const oldest = nowMs - WINDOW_MS;
		// One sample from before the window stays: the rate is measured from there.
		const keepFrom = samples.findLastIndex((sample) => sample.atMs <= oldest);
		if (keepFrom > 0) samples = samples.slice(keepFrom);
	}

	return {
		add(nowMs, loadedBytes) {
			const last = samples.at(-1);
			if (last?.loadedBytes === loadedBytes) return;
			// Fewer bytes than before: another download has begun.
			if (last && loadedBytes < last.loadedBytes) samples = [];
			const beforeLast = samples.at(-2);
			if (beforeLast && nowMs - beforeLast.atMs < SAMPLE_EVERY_MS) samples.pop();
			samples.push({ atMs: nowMs, loadedBytes });
			forget(nowMs);
		},
		seconds(nowMs, totalBytes) {
			forget(nowMs);
			const first = samples[0];
			const last = samples.at(-1);
			if (!first || !last || totalBytes <= 0) return null;
			if (last.loadedBytes >= totalBytes) return 0;
			if (nowMs - last.atMs > WINDOW_MS) return null;
			const spanMs = nowMs - first.atMs;
			const bytesPerMs = (last.loadedBytes - first.loadedBytes) / spanMs;
			if (spanMs < SHORTEST_JUDGEMENT_MS || bytesPerMs <= 0) return null;
			return (totalBytes - last.loadedBytes) / bytesPerMs / 1000;
		},
	};
}
