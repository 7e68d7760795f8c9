/** What the page shows of the lesson that is being done. Plain data; what scripts printed is text of the guest, never markup. */

/**
 * `locked` until the tasks that it needs are passed. `checking` only while a check runs that the person asked for: those that run by
 * themselves show nothing. `lost`: as things are it cannot be done any more, and `said` tells why; resetting the step helps.
 */
export type TaskStatus = "locked" | "open" | "checking" | "passed" | "lost";

export interface TaskState {
	readonly status: TaskStatus;
	/** Why the check did not pass, in its own words; for a task that is lost, why it is. */
	readonly said?: string;
	/** What would help, judged by the state that the machine is in. */
	readonly hint?: string;
	/** What is wrong with the check itself, as a sentence. The person did nothing wrong. */
	readonly fault?: string;
	/** Failed checks after something was done, since the task was last open from its start. */
	readonly attempts: number;
}

/**
 * `waiting` for a machine that takes calls. `preparing`: files are laid out, or the machine is saved or put back. `active`: checks run by
 * themselves. `failed`: the lesson could not be prepared; `message` says why, and `start` tries again.
 */
export type LessonPhase = "waiting" | "preparing" | "active" | "failed";

export interface LessonRunState {
	readonly phase: LessonPhase;
	/** Something the person should know about the lesson as a whole, as a sentence. */
	readonly message?: string;
	/** The step that is read. Its tasks are checked by themselves, and those of the first step with something to do. */
	readonly stepId: string;
	/** By id of the task; one for each task of the plan. */
	readonly tasks: Readonly<Record<string, TaskState>>;
	/** For `fillIn`. The same each time this person does the lesson. */
	readonly values: Readonly<Record<string, string>>;
	/** The step that is being put back to its start. */
	readonly resetting?: string;
}
