/** One lesson being done on one machine after another: tasks that notice by themselves when they are done. */
import type { StoreApi } from "zustand/vanilla";
import type { LessonRunState } from "./state.ts";

export interface LessonRun {
	readonly store: Pick<StoreApi<LessonRunState>, "getState" | "getInitialState" | "subscribe">;

	/** Begins to follow the machine; after a failed preparation, tries again. */
	start(): void;
	/** Checks a task that is open, lost, or has to stay passed, without waiting for anything to happen. Settles with the result shown. */
	checkNow(taskId: string): Promise<void>;
	/**
	 * The reader turned to another step, if only to read ahead: its tasks are checked too. A step begins, which saves the machine and runs
	 * its set-up, when those before it are done, or when `checkNow` is called for one of its tasks.
	 */
	goToStep(stepId: string): void;
	/** @throws Error, with a sentence for the person, when the site does not give the solution. */
	askSolution(taskId: string): Promise<readonly string[]>;
	/**
	 * Puts the machine back to where the step began: a new one takes its place, and `resetting` tells until the step can be done again.
	 * What was recorded as done stays recorded.
	 * @throws Error, with a sentence for the person, when the start of the step is not known.
	 */
	resetStep(stepId: string): Promise<void>;
	dispose(): void;
}
