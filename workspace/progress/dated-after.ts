/** Records with their times moved, where they have to be newer than something. */
import { mapped } from "./mapped.ts";
import type { LessonRecord, VersionRecord } from "./state.ts";

type Lessons = Readonly<Record<string, LessonRecord>>;

/** The same results, each later than `momentMs`. */
export function datedAfter(lessons: Lessons, momentMs: number): Lessons {
	const after = (atMs: number) => Math.max(atMs, momentMs + 1);

	function versionAfter({ tasks, quizzes, finishedMs }: VersionRecord): VersionRecord {
		return {
			tasks: mapped(tasks, after),
			quizzes: mapped(quizzes, (quiz) => ({ ...quiz, atMs: after(quiz.atMs) })),
			...(finishedMs !== undefined && { finishedMs: after(finishedMs) }),
		};
	}

	return mapped(lessons, ({ seed, seedMs, versions }) => ({
		seed,
		seedMs: after(seedMs),
		versions: mapped(versions, versionAfter),
	}));
}
