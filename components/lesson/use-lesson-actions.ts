"use client";

import { useMemo } from "react";
import { useStore } from "zustand";
import type { LessonPlan } from "#lessons/lesson.ts";
import { fillIn } from "#lessons/values.ts";
import type { LessonRun } from "#workspace/lesson/run.ts";

/** What a lesson can be told to do, for the command palette. */
export interface LessonAction {
	readonly id: string;
	readonly title: string;
	readonly group: string;
	readonly also?: readonly string[];
	readonly run: () => void;
}

export function useLessonActions(plan: LessonPlan, run: LessonRun): readonly LessonAction[] {
	const values = useStore(run.store, (state) => state.values);
	return useMemo(
		() => [
			...plan.steps.map((step, index) => ({
				id: `step-${step.id}`,
				title: `Go to step ${index + 1}: ${fillIn(step.title, values)}`,
				group: "Lesson",
				run: () => goToStep(step.id),
			})),
			...plan.tasks.map((task) => ({
				id: `check-${task.id}`,
				title: `Check now: ${fillIn(task.title, values)}`,
				group: "Lesson",
				also: ["task"],
				run: () => void run.checkNow(task.id),
			})),
		],
		[plan, run, values],
	);
}

/** Also for a reader without eyes on it: the focus goes along. */
function goToStep(stepId: string): void {
	const section = document.getElementById(stepId);
	section?.scrollIntoView();
	section?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}
