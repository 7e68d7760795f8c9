/** What lessons must be to each other. */
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";
import type { Lesson } from "./read-lesson.ts";

export function checkCourse(lessons: readonly Lesson[]): Problem[] {
	const problems: Problem[] = [];
	const slugs = lessons.map(({ plan }) => plan.slug);
	for (const [at, { file, plan, summary, meta, lineOf }] of lessons.entries()) {
		const same = lessons.find((other, place) => place < at && other.plan.slug === plan.slug);
		if (same) problems.push({ file, what: `The lesson has the name of ${same.file}.`, remedy: "Rename one of the two folders." });
		const sameNumber = lessons.find((other, place) => place < at && other.summary.number === summary.number);
		if (sameNumber)
			problems.push({ file, what: `The lesson has the number of ${sameNumber.file}.`, remedy: "Renumber one of the two." });
		for (const [place, wanted] of meta.prerequisites.entries()) {
			const line = lineOf(["prerequisites", place]);
			const before = slugs.indexOf(wanted);
			if (before === -1) {
				const meant = nearest(wanted, slugs);
				const remedy = meant === undefined ? `The lessons are ${slugs.join(", ")}.` : `Did you mean \`${meant}\`?`;
				problems.push({ file, line, what: `There is no lesson \`${wanted}\`, which this one builds on.`, remedy });
			} else if (before >= at) {
				const what = `The lesson builds on \`${wanted}\`, which comes after it.`;
				problems.push({ file, line, what, remedy: "Give it a lower number than this one, or take it out." });
			}
		}
	}
	return problems;
}
