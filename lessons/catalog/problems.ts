/** What is wrong with lessons: collected, so that an author sees all of it at once. */

export interface Problem {
	/** As an editor opens it: relative to the working directory. */
	readonly file: string;
	/** Counts from 1; undefined when it is the file as a whole. */
	readonly line?: number | undefined;
	/** What is wrong, as a sentence. */
	readonly what: string;
	/** What to do about it, as a sentence. */
	readonly remedy: string;
}

/** One or more lessons cannot be used. */
export class LessonError extends Error {
	override readonly name = "LessonError";
	readonly problems: readonly Problem[];

	constructor(problems: readonly Problem[]) {
		const heading = problems.length === 1 ? "A mistake in a lesson:" : `${problems.length} mistakes in lessons:`;
		super(`${heading}\n\n${problems.map(wordsFor).join("\n\n")}\n`);
		this.problems = problems;
	}
}

/** Begins with `file:line`, which terminals and editors make a link of. */
export function wordsFor({ file, line, what, remedy }: Problem): string {
	return `${file}${line === undefined ? "" : `:${line}`}: ${what}\n    ${remedy}`;
}
