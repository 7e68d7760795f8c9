/** Asks a running machine for its figures while somebody can see them. */
import { delay } from "./delay.ts";
import { type PageVisibility, untilVisible } from "./page-visibility.ts";
import type { Stats } from "./state.ts";

/** Figures for a glance. More often would cost the idle guest more than the glance is worth. */
export const STATS_EVERY_MS = 5000;

/** Settles after `signal` aborts. A failed question is asked again at the next turn: the old figures stay. */
export async function pollStats(
	machine: { stats(): Promise<Stats> },
	page: PageVisibility,
	signal: AbortSignal,
	report: (stats: Stats) => void,
): Promise<void> {
	while (!signal.aborted) {
		await untilVisible(page, signal);
		if (signal.aborted) return;
		const stats = await machine.stats().catch(() => null);
		if (signal.aborted) return;
		if (stats) report(stats);
		await delay(STATS_EVERY_MS, signal);
	}
}
