/**
 * When to look at the tasks: soon after something happened, once for many events, never twice at a time. Checks can cause events
 * themselves, by `docker exec` for example, and nobody can tell those from the reader's: what happens during a look is looked at again,
 * but later and later while that shows nothing new.
 */

export interface Rounds {
	/** Something happened in the guest. */
	nudge(): void;
	/** Looks without waiting. @returns whether that found anything new */
	lookNow(): Promise<boolean>;
	/** What happens during `work` may be caused by it. */
	during<Result>(work: () => Promise<Result>): Promise<Result>;
	/** Ends the waiting; a look that goes on is its owner's to end. */
	dispose(): void;
}

/** One command causes several events. */
const QUIET_MS = 250;
/** While events rain. */
const LATEST_MS = 1000;
/** Events of a check may arrive a little after its end. */
const ECHO_MS = 300;
/** After this without an event, the next one is the reader's. */
const CALM_MS = 3000;
const LONGEST_ECHO_PAUSE_MS = 10_000;
/** Something in the guest causes events all the time; looking costs it a good part of a second. */
const LONGEST_RAIN_PAUSE_MS = 2000;
const PATIENT_ROUNDS = 4;

/** `look` says whether it found anything new, and never rejects. */
export function createRounds(look: () => Promise<boolean>): Rounds {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let working = 0;
	let disposed = false;
	let endedMs = Number.NEGATIVE_INFINITY;
	let lastMs = Number.NEGATIVE_INFINITY;
	let pendingSinceMs: number | undefined;
	let fromOutside = false;
	let fruitless = 0;

	function nudge(): void {
		if (disposed) return;
		const nowMs = Date.now();
		const echo = working > 0 || nowMs - endedMs < ECHO_MS;
		if (!echo && nowMs - lastMs >= CALM_MS) fruitless = 0;
		lastMs = nowMs;
		pendingSinceMs ??= nowMs;
		fromOutside ||= !echo;
		if (working === 0) schedule(pendingSinceMs);
	}

	function schedule(sinceMs: number): void {
		clearTimeout(timer);
		const dueMs = Math.max(Math.min(lastMs + QUIET_MS, sinceMs + LATEST_MS), endedMs + pauseMs());
		timer = setTimeout(() => void round(), Math.max(0, dueMs - Date.now()));
	}

	function pauseMs(): number {
		if (!fromOutside) return Math.min(QUIET_MS * 2 ** fruitless, LONGEST_ECHO_PAUSE_MS);
		return fruitless <= PATIENT_ROUNDS ? 0 : Math.min(QUIET_MS * 2 ** (fruitless - PATIENT_ROUNDS), LONGEST_RAIN_PAUSE_MS);
	}

	async function round(): Promise<boolean> {
		clearTimeout(timer);
		pendingSinceMs = undefined;
		fromOutside = false;
		return await during(async () => {
			const foundNew = await look();
			fruitless = foundNew ? 0 : fruitless + 1;
			return foundNew;
		});
	}

	async function during<Result>(work: () => Promise<Result>): Promise<Result> {
		working += 1;
		clearTimeout(timer);
		try {
			return await work();
		} finally {
			working -= 1;
			endedMs = Date.now();
			if (working === 0 && pendingSinceMs !== undefined && !disposed) schedule(pendingSinceMs);
		}
	}

	return {
		nudge,
		lookNow: round,
		during,
		dispose() {
			disposed = true;
			clearTimeout(timer);
		},
	};
}
