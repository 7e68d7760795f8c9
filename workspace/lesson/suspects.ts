/** Checks that did harm: they run by themselves less and less, or not at all any more. */

/** After the first time that a check was stopped; doubled each time. */
const FIRST_PAUSE_MS = 20_000;
const LONGEST_PAUSE_MS = 300_000;
/** Once may be chance: the engine can go away for reasons of its own. */
const ENGINE_STOPS = 2;

export interface Suspects {
	/** Whether the check may run by itself now. */
	mayRun(taskId: string): boolean;
	/** It had to be stopped. */
	stopped(taskId: string): void;
	/** The engine went away while it ran, or right after. @returns whether that is no chance any more */
	tookEngineAlong(taskId: string): boolean;
	/** It ran to its end. */
	ended(taskId: string): void;
	/** The engine was still there a while after it had ended. */
	leftEngineAlone(taskId: string): void;
}

export function createSuspects(): Suspects {
	const pauses = new Map<string, { readonly pauseMs: number; readonly untilMs: number }>();
	const engineStops = new Map<string, number>();
	return {
		mayRun: (id) => (engineStops.get(id) ?? 0) < ENGINE_STOPS && Date.now() >= (pauses.get(id)?.untilMs ?? 0),
		stopped(id) {
			const last = pauses.get(id);
			const pauseMs = last ? Math.min(last.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
			pauses.set(id, { pauseMs, untilMs: Date.now() + pauseMs });
		},
		tookEngineAlong(id) {
			const stops = (engineStops.get(id) ?? 0) + 1;
			engineStops.set(id, stops);
			return stops >= ENGINE_STOPS;
		},
		ended: (id) => void pauses.delete(id),
		leftEngineAlone: (id) => void engineStops.delete(id),
	};
}
