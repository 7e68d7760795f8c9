"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { LessonPlan } from "#lessons/lesson.ts";
import { fillIn, type Values } from "#lessons/values.ts";
import type { EngineView } from "#workspace/engine/engine-view.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import type { LessonRun } from "#workspace/lesson/run.ts";
import type { Progress } from "#workspace/progress/progress.ts";

/** What the blocks of a lesson's prose work with. */
export interface LessonDesk {
	readonly plan: LessonPlan;
	readonly run: LessonRun;
	readonly progress: Progress;
	readonly engine: EngineView;
	readonly files: LabFiles;
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

export function useValues(): Values {
	return useStore(useDesk().run.store, (state) => state.values);
}

/** `text` with this reader's values in it. */
export function useFilled(text: string): string {
	return fillIn(text, useValues());
}
