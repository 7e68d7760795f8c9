/**
 * For what neither the engine nor the watch on files tells, such as a program that was stopped: looks now and then, if the guest did
 * anything at all. A guest that only waits executes next to nothing.
 */
import type { Machine } from "#emulator/machine.ts";
import { delay } from "../delay.ts";
import { type PageVisibility, untilVisible } from "../page-visibility.ts";

const EVERY_MS = 10_000;
/** In a guest that is busy with something that changes no task. */
const LONGEST_PAUSE_MS = 40_000;
/** More than an idle guest executes in `EVERY_MS` (1.7 million, and 0.12 million for each question about figures); less than any command. */
const IDLE_INSTRUCTIONS = 2_800_000;

export interface QuietPollOptions {
	readonly machine: Pick<Machine, "stats">;
	readonly page: PageVisibility;
	readonly signal: AbortSignal;
	/** Whether there is anything to look for. */
	readonly isWanted: () => boolean;
	/** Looks. @returns whether that found anything new */
	readonly look: () => Promise<boolean>;
}

/** Settles after `signal` aborts. */
export async function pollQuietly({ machine, page, signal, isWanted, look }: QuietPollOptions): Promise<void> {
	let seen = 0;
	let pauseMs = EVERY_MS;
	while (!signal.aborted) {
		await delay(pauseMs, signal);
		await untilVisible(page, signal);
		if (signal.aborted) return;
		if (!isWanted()) continue;
		// A guest that does not answer will be asked again.
		const before = await instructionsOf(machine);
		if (signal.aborted || before === undefined || before - seen < IDLE_INSTRUCTIONS * (pauseMs / EVERY_MS)) {
			seen = before ?? seen;
			pauseMs = EVERY_MS;
			continue;
		}
		const foundNew = await look();
		// What the look itself executed is no reason for the next one.
		seen = (await instructionsOf(machine)) ?? before;
		pauseMs = foundNew ? EVERY_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
	}
}

async function instructionsOf(machine: Pick<Machine, "stats">): Promise<number | undefined> {
	const stats = await machine.stats().catch(() => undefined);
	return stats?.instructions;
}
