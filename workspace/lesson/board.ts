/** The state of the lesson, and what becomes of it when something was found out. Knows no machine. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LessonPlan, LessonTask } from "#lessons/lesson.ts";
import type { Values } from "#lessons/values.ts";
import type { Finding } from "./check-task.ts";
import type { LessonPhase, LessonRunState, TaskState } from "./state.ts";
import { firstTasks, isPassed, isStepPassed, stepToDo, tasksToCheck, withoutResults, withTask } from "./tasks.ts";

export interface Board {
	readonly store: StoreApi<LessonRunState>;
	setPhase(phase: LessonPhase, message?: string): void;
	setResetting(stepId: string | undefined): void;
	taskOf(taskId: string): TaskState;
	isPassed(taskId: string): boolean;
	hasPassed(): boolean;
	/** Steps that have to have begun: the first with something to do, and one that is begun again. Reading ahead begins nothing. */
	stepsToBegin(): readonly string[];
	/** Those that a look is about now: of the step that is read, and of the first with something to do. */
	toCheck(): readonly LessonTask[];
	setChecking(taskId: string): void;
	/** Takes over what was found out. @returns whether anything changed that a person sees */
	settle(task: LessonTask, finding: Finding, options: { readonly isAttempt: boolean }): boolean;
	/** A check that was asked for came to nothing: the task is as it was. */
	giveUp(taskId: string, before: TaskState): void;
	setFault(taskId: string, fault: string): void;
	/** @returns the step to go on with, when all of the present one is passed and there is more to do. */
	nextStep(): string | undefined;
	goTo(stepId: string): void;
	/** Tasks of this step and of those after it are to be done again. */
	rewind(stepId: string): void;
}

export interface BoardOptions {
	readonly plan: LessonPlan;
	readonly values: Values;
	/** Whether it was passed on an earlier visit. */
	readonly wasPassed: (taskId: string) => boolean;
	readonly onPassed: (taskId: string) => void;
	readonly onFinished: () => void;
}

export function createBoard({ plan, values, wasPassed, onPassed, onFinished }: BoardOptions): Board {
	const tasks = firstTasks(plan, wasPassed);
	const store = createStore<LessonRunState>()(() => ({ phase: "waiting", stepId: stepToDo(plan, tasks), tasks, values }));
	const { getState, setState } = store;

	function set(id: string, task: TaskState): void {
		setState((state) => ({ tasks: withTask(plan, state.tasks, id, task) }));
	}

	function taskOf(id: string): TaskState {
		return getState().tasks[id] ?? { status: "open", attempts: 0 };
	}

	return {
		store,
		setPhase(phase, message) {
			setState(({ message: _, ...state }) => ({ ...state, phase, ...(message !== undefined && { message }) }), true);
		},
		setResetting(stepId) {
			setState(({ resetting: _, ...state }) => ({ ...state, ...(stepId !== undefined && { resetting: stepId }) }), true);
		},
		taskOf,
		isPassed: (id) => isPassed(getState().tasks, id),
		hasPassed: () => plan.tasks.some(({ id }) => isPassed(getState().tasks, id)),
		stepsToBegin: () => [stepToDo(plan, getState().tasks), ...[getState().resetting ?? []].flat()],
		toCheck: () => tasksToCheck(plan, getState().tasks, [getState().stepId, stepToDo(plan, getState().tasks)]),
		setChecking(id) {
			const { status, ...task } = taskOf(id);
			if (status !== "passed" && status !== "locked") set(id, { ...task, status: "checking" });
		},
		settle({ id }, finding, { isAttempt }) {
			const before = taskOf(id);
			const after = taskAfter(before, finding, isAttempt);
			set(id, after);
			if (after.status === "passed" && before.status !== "passed") {
				onPassed(id);
				if (plan.tasks.every((task) => isPassed(getState().tasks, task.id))) onFinished();
			}
			return before.status !== after.status || before.said !== after.said || before.hint !== after.hint;
		},
		giveUp: (id, before) => set(id, before),
		setFault: (id, fault) => set(id, { ...taskOf(id), fault }),
		nextStep() {
			const { stepId, tasks: now } = getState();
			const present = plan.steps.find(({ id }) => id === stepId);
			if (!present || !isStepPassed(now, present)) return undefined;
			const next = stepToDo(plan, now, stepId);
			return next === stepId ? undefined : next;
		},
		goTo: (stepId) => setState({ stepId }),
		rewind(stepId) {
			const from = plan.steps.findIndex(({ id }) => id === stepId);
			setState((state) => ({ stepId, tasks: withoutResults(plan, state.tasks, plan.steps.slice(from)) }));
		},
	};
}

function taskAfter(before: TaskState, finding: Finding, isAttempt: boolean): TaskState {
	const attempts = before.attempts + (isAttempt ? 1 : 0);
	switch (finding.kind) {
		case "passed":
			return { status: "passed", attempts: before.attempts };
		case "lost":
			return { status: "lost", attempts, said: finding.said };
		case "fault":
			return { ...unchecked(before), fault: finding.fault };
		case "none":
			return unchecked(before);
		case "open": {
			// Nothing was done yet: what is missing is all of it, and that is no news.
			if (!isAttempt) return { status: "open", attempts };
			const { said, hint } = finding;
			return { status: "open", attempts, ...(said !== "" && { said }), ...(hint !== undefined && { hint }) };
		}
	}
}

function unchecked(task: TaskState): TaskState {
	return task.status === "checking" ? { ...task, status: "open" } : task;
}
