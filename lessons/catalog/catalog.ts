/** The lessons of the site, read from the disk. For the server and the command line: a browser gets what these give. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LessonSummary } from "../lesson.ts";
import { checkCourse } from "./check-course.ts";
import { LessonError, type Problem } from "./problems.ts";
import { type Lesson, readLesson } from "./read-lesson.ts";
import { shownSolution } from "./solution.ts";

/** Where lessons lie. */
export interface LessonPlaces {
	/** Holds a folder for each lesson. */
	readonly content: string;
	/** A file: bash functions for the scripts of tasks. */
	readonly helpers: string;
}

/** Of the checkout whose folder is `root`; the site runs in it. */
export function lessonPlaces(root = process.cwd()): LessonPlaces {
	return { content: join(root, "lessons", "content"), helpers: join(root, "lessons", "tasks", "helpers.sh") };
}

/** A built site's lessons do not change, and every page of it asks for all of them. While one writes, each change counts. */
const kept = new Map<string, Promise<Lesson[]>>();

/** In the order of the course. @throws LessonError with all that is wrong with any of them */
export function readLessons(places = lessonPlaces()): Promise<Lesson[]> {
	if (process.env.NODE_ENV !== "production") return readAll(places);
	const lessons = kept.get(places.content) ?? readAll(places);
	kept.set(places.content, lessons);
	return lessons;
}

async function readAll(places: LessonPlaces): Promise<Lesson[]> {
	const helpers = await readFile(places.helpers, "utf8");
	const folders = await lessonFolders(places.content);
	const read = await Promise.all(folders.map((folder) => readLesson(join(places.content, folder), helpers)));
	const lessons = read.flatMap(({ lesson }) => lesson ?? []);
	const problems: Problem[] = read.flatMap((one) => one.problems);
	// Who does not know a lesson that cannot be read would complain of all that refer to it.
	if (problems.length === 0) problems.push(...checkCourse(lessons));
	if (problems.length > 0) throw new LessonError(problems);
	return lessons;
}

/** For the catalogue, in the order of the course. @throws LessonError */
export async function listLessons(places = lessonPlaces()): Promise<LessonSummary[]> {
	return (await readLessons(places)).map(({ summary }) => summary);
}

/** Undefined when there is no such lesson. @throws LessonError */
export async function loadLesson(slug: string, places = lessonPlaces()): Promise<Lesson | undefined> {
	return (await readLessons(places)).find(({ plan }) => plan.slug === slug);
}

/** What to type, a text for each command, with values still to be filled in. Undefined when there is no such task. @throws LessonError */
export async function loadSolution(slug: string, taskId: string, places = lessonPlaces()): Promise<string[] | undefined> {
	const lines = (await loadLesson(slug, places))?.solutions.get(taskId);
	return lines === undefined ? undefined : shownSolution(lines);
}

async function lessonFolders(content: string): Promise<string[]> {
	const entries = await readdir(content, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name)
		.sort();
}
