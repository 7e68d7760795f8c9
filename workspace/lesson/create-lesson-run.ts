/** A lesson from its first machine to its last: what was done, what is next, and the way back to the start of a step. */
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan } from "#lessons/lesson.ts";
import { runScript as runScriptInMachine } from "#lessons/tasks/run-check.ts";
import { valuesFor } from "#lessons/values.ts";
import type { MachineSource } from "../machine-source.ts";
import type { PageVisibility } from "../page-visibility.ts";
import type { Progress } from "../progress/progress.ts";
import { progressOf } from "../progress/progress-of.ts";
import type { Workspace } from "../workspace.ts";
import { createBoard } from "./board.ts";
import type { RunScript } from "./check-task.ts";
import { type CheckpointStorage, createCheckpoints } from "./checkpoints.ts";
import { fetchSolution } from "./fetch-solution.ts";
import { type Followed, followMachine } from "./follow-machine.ts";
import type { LessonRun } from "./run.ts";
import { createStepStarts } from "./step-starts.ts";
import { createSuspects } from "./suspects.ts";

export interface LessonRunOptions {
	readonly plan: LessonPlan;
	readonly machines: MachineSource;
	readonly progress: Pick<Progress, "store" | "begin" | "passTask" | "finish">;
	readonly page: PageVisibility;
	readonly checkpoints: CheckpointStorage;
	readonly reset: Workspace["reset"];
	/** Others are for tests. */
	readonly runScript?: RunScript;
}

export function createLessonRun(options: LessonRunOptions): LessonRun {
	const { plan, machines, progress, page, reset, runScript = runScriptInMachine } = options;
	const values = valuesFor(plan.values, progress.begin(plan));
	const earlier = progressOf(progress.store.getState().lessons, plan);
	const board = createBoard({
		plan,
		values,
		wasPassed: (id) => Object.hasOwn(earlier.tasks, id),
		onPassed: (id) => progress.passTask(plan, id),
		onFinished: () => progress.finish(plan),
	});
	const checkpoints = createCheckpoints(options.checkpoints);
	const starts = createStepStarts(plan, checkpoints);
	const suspects = createSuspects();
	let followed: Followed | undefined;
	let unsubscribe: (() => void) | undefined;

	function follow(machine: Machine | undefined): void {
		followed?.end();
		followed = undefined;
		if (!machine) {
			board.setPhase(board.store.getState().resetting === undefined ? "waiting" : "preparing");
			return;
		}
		const onActive = () => board.setResetting(undefined);
		followed = followMachine({ machine, plan, values, page, board, starts, suspects, runScript, onActive });
	}

	return {
		store: board.store,
		start() {
			unsubscribe ??= machines.subscribe(follow);
			if (!followed || board.store.getState().phase === "failed") follow(machines.current());
		},
		async checkNow(taskId) {
			const task = plan.tasks.find(({ id }) => id === taskId);
			if (task && board.taskOf(taskId).status !== "locked") await followed?.checkNow(task);
		},
		goToStep(stepId) {
			if (stepId === board.store.getState().stepId || !plan.steps.some(({ id }) => id === stepId)) return;
			board.goTo(stepId);
			followed?.lookAgain();
		},
		askSolution: (taskId) => fetchSolution(plan.slug, taskId),
		async resetStep(stepId) {
			if (board.store.getState().resetting !== undefined) return;
			board.setResetting(stepId);
			const from = await starts.find(stepId);
			if (!unsubscribe) return;
			if (from === undefined) {
				board.setResetting(undefined);
				throw new Error(
					"The start of this step was not kept: it has not begun yet, or there was no room for it. Reset the machine to begin the " +
						"lesson from its first step.",
				);
			}
			starts.forgetAfter(stepId);
			board.rewind(stepId);
			reset(from === "new-machine" ? {} : { from });
		},
		dispose() {
			unsubscribe?.();
			unsubscribe = undefined;
			followed?.end();
			followed = undefined;
			checkpoints.dispose();
		},
	};
}
