/** A lesson for its page: the prose as elements, and the plan for the browser. */
import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import type { ReactElement } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";
import type { LessonComponents } from "../components.ts";
import type { LessonPlan, LessonSummary } from "../lesson.ts";
import { lessonPlaces, loadLesson } from "./catalog.ts";
import { toElements } from "./to-elements.ts";

export interface CompiledLesson {
	readonly summary: LessonSummary;
	readonly plan: LessonPlan;
	/** The prose, made of `components`. Nothing in it runs: it is elements. */
	readonly render: (components: LessonComponents) => ReactElement;
}

/** Undefined when there is no such lesson. @throws LessonError */
export async function compileLesson(slug: string, places = lessonPlaces()): Promise<CompiledLesson | undefined> {
	const lesson = await loadLesson(slug, places);
	if (lesson === undefined) return undefined;
	const elements = await toElements(lesson.prose);
	return {
		summary: lesson.summary,
		plan: lesson.plan,
		render: (components) => toJsxRuntime(elements, { Fragment, jsx, jsxs, components: { ...components } }),
	};
}
