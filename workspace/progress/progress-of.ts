/** One lesson's part of the progress, as pages ask for it. */
import type { LessonVersion, ProgressState, VersionRecord } from "./state.ts";

export interface LessonProgress extends VersionRecord {
	/** Whether the person ever opened it. */
	readonly begun: boolean;
	/** The newest other version that was finished, while this one is not; null without one. */
	readonly doneInVersion: number | null;
}

/** What is recorded of this version of the lesson. */
export function progressOf(lessons: ProgressState["lessons"], { slug, version }: LessonVersion): LessonProgress {
	const record = Object.hasOwn(lessons, slug) ? lessons[slug] : undefined;
	const versions = record?.versions ?? {};
	const present = versions[version] ?? { tasks: {}, quizzes: {} };
	const finished = Object.keys(versions).filter((name) => versions[name]?.finishedMs !== undefined);
	return {
		...present,
		begun: record !== undefined,
		doneInVersion: present.finishedMs === undefined && finished.length > 0 ? Math.max(...finished.map(Number)) : null,
	};
}
