/** What a person has done, as it is kept in the browser. Times are on the clock of `Date.now`. */

export interface ProgressState {
	/** By slug. Ask `progressOf` for one lesson. */
	readonly lessons: Readonly<Record<string, LessonRecord>>;
	readonly problem?: ProgressProblem;
}

export interface LessonRecord {
	/** Chooses the values of this person, so that they are the same next time. */
	readonly seed: string;
	/** When it was used last: not before anything that is recorded. */
	readonly seedMs: number;
	/** Results by version of the lesson: a new version begins anew, and those of the old one stay. */
	readonly versions: Readonly<Record<string, VersionRecord>>;
}

export interface VersionRecord {
	/** When each task was passed first. */
	readonly tasks: Readonly<Record<string, number>>;
	readonly quizzes: Readonly<Record<string, QuizRecord>>;
	/** When the last of its tasks was passed. */
	readonly finishedMs?: number;
}

export interface QuizRecord {
	/** Whether it was ever answered right. */
	readonly passed: boolean;
	readonly atMs: number;
}

/**
 * `set-aside`: what was stored could not be understood; it is kept under `key`, and a new record began. `unsaved`: results are only in
 * this tab, because the browser's storage is full, or keeps nothing for this site.
 */
export type ProgressProblem =
	| { readonly kind: "set-aside"; readonly why: "broken" | "newer"; readonly key: string }
	| { readonly kind: "unsaved"; readonly why: "full" | "refused" };

/** Which lesson, and which version of it: a `LessonPlan` is one. */
export interface LessonVersion {
	readonly slug: string;
	readonly version: number;
}
