import { describe, expect, it } from "vitest";
import type { LessonSummary } from "#lessons/lesson.ts";
import type { LessonRecord } from "#workspace/progress/state.ts";
import { lessonToGoOnWith } from "./lesson-to-go-on-with.ts";

function lesson(number: number): LessonSummary {
	return {
		slug: `lesson-${number}`,
		number,
		title: `Lesson ${number}`,
		summary: "",
		module: "Containers",
		minutes: 10,
		difficulty: "beginner",
		objectives: [],
		prerequisites: [],
		images: [],
		version: 1,
		steps: [],
		tasks: [],
		points: 0,
	};
}

function used(atMs: number, finished: boolean): LessonRecord {
	return { seed: "s", seedMs: atMs, versions: { 1: { tasks: {}, quizzes: {}, ...(finished && { finishedMs: atMs }) } } };
}

const lessons = [lesson(1), lesson(2), lesson(3)];

describe("where to go on", () => {
	it("is the first lesson for somebody new", () => {
		expect(lessonToGoOnWith(lessons, {})).toEqual({ lesson: lessons[0], why: "begin" });
	});

	it("is the lesson worked in last, while it is not finished", () => {
		const record = { "lesson-1": used(10, false), "lesson-3": used(20, false) };
		expect(lessonToGoOnWith(lessons, record)).toEqual({ lesson: lessons[2], why: "go-on" });
	});

	it("is the one after it, once it is finished", () => {
		expect(lessonToGoOnWith(lessons, { "lesson-1": used(10, true) })).toEqual({ lesson: lessons[1], why: "next" });
	});

	it("is one that was left out, after the last of the course", () => {
		const record = { "lesson-1": used(10, true), "lesson-3": used(20, true) };
		expect(lessonToGoOnWith(lessons, record)).toEqual({ lesson: lessons[1], why: "next" });
	});

	it("is nowhere when all is done", () => {
		const record = { "lesson-1": used(1, true), "lesson-2": used(2, true), "lesson-3": used(3, true) };
		expect(lessonToGoOnWith(lessons, record)).toBeNull();
	});

	it("counts a lesson as open again when it has a new version", () => {
		const changed = [{ ...lesson(1), version: 2 }, lesson(2)];
		expect(lessonToGoOnWith(changed, { "lesson-1": used(10, true) })).toEqual({ lesson: changed[0], why: "go-on" });
	});
});
