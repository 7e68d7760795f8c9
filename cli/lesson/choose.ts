/** Which lessons a command is about. */
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { lessonPlaces, readLessons } from "#lessons/catalog/catalog.ts";
import { nearest } from "#lessons/catalog/nearest.ts";
import { LessonError } from "#lessons/catalog/problems.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";

/**
 * Those of `names`, all without any; undefined when it has been said what is wrong, and the exit code is set. A mistake in another
 * lesson is an error too: the site is built of all of them.
 */
export async function chooseLessons(names: readonly string[], content: string): Promise<Lesson[] | undefined> {
	try {
		const all = await readLessons({ ...lessonPlaces(repositoryFolder), content });
		const slugs = all.map(({ plan }) => plan.slug);
		const unknown = names.filter((name) => !slugs.includes(name));
		for (const name of unknown) {
			const meant = nearest(name, slugs);
			console.error(
				`slipway: there is no lesson ${name}. ${meant === undefined ? `The lessons are ${slugs.join(", ")}.` : `Did you mean ${meant}?`}`,
			);
		}
		if (unknown.length === 0) return names.length === 0 ? all : all.filter(({ plan }) => names.includes(plan.slug));
	} catch (error) {
		if (!(error instanceof LessonError)) throw error;
		console.error(error.message);
	}
	process.exitCode = 1;
	return undefined;
}
