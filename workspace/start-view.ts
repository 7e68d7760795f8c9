/** Turns a machine's progress reports into what a person is shown: bytes, time left, stages passed; not more often than an eye can follow. */
import type { StartProgress } from "#emulator/machine.ts";
import type { StageSeen, StartView } from "./state.ts";
import { createTimeLeft } from "./time-left.ts";

/** Reports come with every network packet; drawing ten a second is plenty. */
const SHOW_EVERY_MS = 100;
/** How often the time left is judged anew while nothing arrives. */
const REJUDGE_EVERY_MS = 1000;

export interface ProgressView {
	add(progress: StartProgress): void;
	dispose(): void;
}

/** Calls `show` with the first report of each stage at once and with later ones at intervals; the newest always gets through. */
export function createProgressView(kind: StartView["kind"], show: (view: StartView) => void): ProgressView {
	const timeLeft = createTimeLeft();
	const seen: StageSeen[] = [];
	let newest: StartProgress | undefined;
	let shownMs = Number.NEGATIVE_INFINITY;
	let nextShow: ReturnType<typeof setTimeout> | undefined;
	let nextShowMs = Number.POSITIVE_INFINITY;

	function showNewest(): void {
		clearTimeout(nextShow);
		nextShowMs = Number.POSITIVE_INFINITY;
		if (!newest) return;
		shownMs = Date.now();
		const downloading = newest.stage === "download";
		show({ ...newest, kind, seen: [...seen], secondsLeft: downloading ? timeLeft.seconds(shownMs, newest.totalBytes) : null });
		if (downloading) showAt(shownMs + REJUDGE_EVERY_MS);
	}

	function showAt(atMs: number): void {
		if (nextShowMs <= atMs) return;
		clearTimeout(nextShow);
		nextShowMs = atMs;
		nextShow = setTimeout(showNewest, atMs - Date.now());
	}

	return {
		add(progress) {
			newest = progress;
			const nowMs = Date.now();
			if (progress.stage === "download") timeLeft.add(nowMs, progress.loadedBytes);
			const newStage = !seen.some(({ stage }) => stage === progress.stage);
			if (newStage) seen.push({ stage: progress.stage, atMs: nowMs });
			if (newStage || nowMs - shownMs >= SHOW_EVERY_MS) showNewest();
			else showAt(shownMs + SHOW_EVERY_MS);
		},
		dispose() {
			clearTimeout(nextShow);
		},
	};
}
