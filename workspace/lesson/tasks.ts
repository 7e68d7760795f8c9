/** How tasks stand to each other: what is locked, what is to be checked, which step is the present one. Pure. */
import type { LessonPlan, LessonStep, LessonTask } from "#lessons/lesson.ts";
import type { TaskState } from "./state.ts";

export type Tasks = Readonly<Record<string, TaskState>>;

const untouched: TaskState = { status: "open", attempts: 0 };

export function firstTasks(plan: LessonPlan, isPassed: (taskId: string) => boolean): Tasks {
	const tasks = plan.tasks.map(({ id }): [string, TaskState] => [
		id,
		isPassed(id) ? { status: "passed", attempts: 0 } : untouched,
	]);
	return withLocks(plan, Object.fromEntries(tasks));
}

export function withTask(plan: LessonPlan, tasks: Tasks, id: string, state: TaskState): Tasks {
	return withLocks(plan, { ...tasks, [id]: state });
}

/** The tasks of these steps as if they had never been tried. */
export function withoutResults(plan: LessonPlan, tasks: Tasks, steps: readonly LessonStep[]): Tasks {
	const ids = new Set(steps.flatMap(({ taskIds }) => taskIds));
	return withLocks(plan, Object.fromEntries(Object.entries(tasks).map(([id, task]) => [id, ids.has(id) ? untouched : task])));
}

/** What is passed stays so, even when what it needs is lost again. */
function withLocks(plan: LessonPlan, tasks: Tasks): Tasks {
	const locked = plan.tasks.map(({ id, needs }): [string, TaskState] => {
		const task = tasks[id] ?? untouched;
		const free = needs.every((need) => isPassed(tasks, need));
		if (task.status === "passed" || free === (task.status !== "locked")) return [id, task];
		return [id, free ? untouched : { status: "locked", attempts: 0 }];
	});
	return Object.fromEntries(locked);
}

export function isPassed(tasks: Tasks, id: string): boolean {
	return tasks[id]?.status === "passed";
}

export function isStepPassed(tasks: Tasks, step: LessonStep): boolean {
	return step.taskIds.every((id) => isPassed(tasks, id));
}

/** The first step with something to do, of those after `afterId` if that is given; the last step when there is none. */
export function stepToDo(plan: LessonPlan, tasks: Tasks, afterId?: string): string {
	const { steps } = plan;
	const from = afterId === undefined ? 0 : steps.findIndex(({ id }) => id === afterId) + 1;
	const next = steps.slice(from).find((step) => !isStepPassed(tasks, step));
	return next?.id ?? afterId ?? steps.at(-1)?.id ?? "";
}

/** Those that a look at the machine is about: those of these steps, and all that have to stay passed. In the order of the plan. */
export function tasksToCheck(plan: LessonPlan, tasks: Tasks, stepIds: readonly string[]): readonly LessonTask[] {
	const present = new Set(plan.steps.filter(({ id }) => stepIds.includes(id)).flatMap(({ taskIds }) => taskIds));
	return plan.tasks.filter(({ id, mode }) => {
		const status = tasks[id]?.status;
		return status === "passed" ? mode === "always" : status !== "locked" && present.has(id);
	});
}
