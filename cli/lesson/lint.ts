/** `slipway lesson lint`. */
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { wordsFor } from "#lessons/catalog/problems.ts";
import { chooseLessons } from "./choose.ts";
import { lintLesson } from "./lint/lint-lesson.ts";
import { siteFacts } from "./lint/site-facts.ts";

interface LintOptions {
	/** Folder. */
	readonly content: string;
}

/** Sets the exit code to 1 when there is something to mend. */
export async function lintCommand(names: readonly string[], { content }: LintOptions): Promise<void> {
	const all = await chooseLessons([], content);
	const lessons = await chooseLessons(names, content);
	if (all === undefined || lessons === undefined) return;
	const facts = await siteFacts(repositoryFolder);
	if (facts.images === undefined)
		console.error("slipway: images are not looked at: there are none here yet (npm run guest:build).");
	const problems = (await Promise.all(lessons.map((lesson) => lintLesson(lesson, all, facts)))).flat();
	for (const problem of problems) console.log(`${wordsFor(problem)}\n`);
	console.log(`${problems.length === 0 ? "Nothing" : problems.length} to mend in ${lessons.length} lessons.`);
	if (problems.length > 0) process.exitCode = 1;
}
