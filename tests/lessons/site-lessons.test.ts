/** What `npx slipway lesson lint` says of the lessons of this site. */
import { expect, it } from "vitest";
import { lintLesson } from "#cli/lesson/lint/lint-lesson.ts";
import { siteFacts } from "#cli/lesson/lint/site-facts.ts";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { lessonPlaces, readLessons } from "#lessons/catalog/catalog.ts";
import { wordsFor } from "#lessons/catalog/problems.ts";

const lessons = await readLessons(lessonPlaces(repositoryFolder));
const facts = await siteFacts(repositoryFolder);

it.each(lessons.map((lesson) => [lesson.plan.slug, lesson] as const))("%s has nothing to mend", async (_, lesson) => {
	expect((await lintLesson(lesson, lessons, facts)).map(wordsFor)).toEqual([]);
});
