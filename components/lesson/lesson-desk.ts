"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import type { LessonPlan } from "#lessons/lesson.ts";
import { fillIn, type Values, valuesFor } from "#lessons/values.ts";
import type { EngineView } from "#workspace/engine/engine-view.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import type { LessonRun } from "#workspace/lesson/run.ts";
import type { LessonRunState } from "#workspace/lesson/state.ts";
import type { Progress } from "#workspace/progress/progress.ts";

/** What the blocks of a lesson's prose work with. */
export interface LessonDesk {
	readonly plan: LessonPlan;
	readonly run: LessonRun;
	readonly progress: Progress;
	readonly engine: EngineView;
	readonly files: LabFiles;
	/** The lesson as it is shown before anything is known of the reader: in the page as it comes from the site. */
	readonly unread: LessonRunState;
	/** Types text into the terminal in front. @returns false when there is none that takes it now. */
	readonly onType: (text: string) => boolean;
	/** Shows a file of the lab in the editor. */
	readonly onOpenFile: (path: string) => void;
}

export const LessonDeskContext = createContext<LessonDesk | null>(null);

export function useDesk(): LessonDesk {
	const desk = useContext(LessonDeskContext);
	if (!desk) throw new Error("Blocks of prose need a LessonDeskContext above them.");
	return desk;
}

/** A part of the lesson's state. `select` has to give the same object for the same state. */
export function useRun<Part>(select: (state: LessonRunState) => Part): Part {
	const { run, unread } = useDesk();
	return useSyncExternalStore(
		run.store.subscribe,
		() => select(run.store.getState()),
		() => select(unread),
	);
}

export function useValues(): Values {
	return useRun((state) => state.values);
}

/** `text` with this reader's values in it. */
export function useFilled(text: string): string {
	return fillIn(text, useValues());
}

/** Values of nobody in particular stand in for the reader's: of about their length, so that nothing moves when those come. */
export function unreadState(plan: LessonPlan): LessonRunState {
	return {
		phase: "waiting",
		stepId: plan.steps[0]?.id ?? "",
		tasks: Object.fromEntries(
			plan.tasks.map(({ id, needs }) => [id, { status: needs.length > 0 ? "locked" : "open", attempts: 0 }] as const),
		),
		values: valuesFor(plan.values, ""),
	};
}
