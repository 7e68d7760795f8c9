import type { LessonSummary } from "#lessons/lesson.ts";
import { progressOf } from "#workspace/progress/progress-of.ts";
import type { ProgressState } from "#workspace/progress/state.ts";

interface Suggestion {
	readonly lesson: LessonSummary;
	/** Nothing was done yet; the lesson was begun and not finished; it is the one after the last that was finished. */
	readonly why: "begin" | "go-on" | "next";
}

/** Where to go on: the lesson worked in last, unless it is finished; then the next that is not. Null when all are done. */
export function lessonToGoOnWith(lessons: readonly LessonSummary[], record: ProgressState["lessons"]): Suggestion | null {
	const open = lessons.filter((lesson) => progressOf(record, lesson).finishedMs === undefined);
	const lastUsed = lessons
		.filter((lesson) => progressOf(record, lesson).begun)
		.toSorted((a, b) => (record[b.slug]?.seedMs ?? 0) - (record[a.slug]?.seedMs ?? 0))[0];
	if (!lastUsed) return open[0] ? { lesson: open[0], why: "begin" } : null;
	if (open.includes(lastUsed)) return { lesson: lastUsed, why: "go-on" };
	const after = open.find((lesson) => lesson.number > lastUsed.number) ?? open[0];
	return after ? { lesson: after, why: "next" } : null;
}
