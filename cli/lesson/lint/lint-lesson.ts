/** All that can be found without a machine in a lesson that is read without mistakes. */
import type { Problem } from "#lessons/catalog/problems.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { lintImages } from "./images.ts";
import { lintLinks } from "./links.ts";
import { lintMeasure } from "./measure.ts";
import { lintShell } from "./shell.ts";

export interface SiteFacts {
	/** As `nginx:1.26`; undefined when there is no list of them here. */
	readonly images: ReadonlySet<string> | undefined;
	/** As `/sandbox`. */
	readonly pages: readonly string[];
}

/** In the order of files and lines. */
export async function lintLesson(lesson: Lesson, all: readonly Lesson[], { images, pages }: SiteFacts): Promise<Problem[]> {
	const problems = [
		...lintLinks(lesson, all, pages),
		...(images === undefined ? [] : lintImages(lesson, images)),
		...(await lintShell(lesson)),
		...lintMeasure(lesson),
	];
	return problems.sort((one, other) => one.file.localeCompare(other.file) || (one.line ?? 0) - (other.line ?? 0));
}
