/** What a person has done in lessons, kept in the browser, the same in all tabs. */
import type { StoreApi } from "zustand/vanilla";
import type { LessonVersion, ProgressState } from "./state.ts";

export interface Progress {
	readonly store: Pick<StoreApi<ProgressState>, "getState" | "getInitialState" | "subscribe">;

	/** The person opened the lesson. @returns the seed of its values, made now if this is the first time */
	begin(lesson: LessonVersion): string;
	passTask(lesson: LessonVersion, taskId: string): void;
	answerQuiz(lesson: LessonVersion, quizId: string, passed: boolean): void;
	/** All tasks of the lesson are passed. */
	finish(lesson: LessonVersion): void;

	/** Everything, as a file for `importFile`. */
	exportFile(): Blob;
	/** Adds what is in the file to what is here. @throws Error, with a sentence for the person, for a file that is none of ours. */
	importFile(text: string): void;
	/** Also what was set aside. */
	eraseAll(): void;
	dispose(): void;
}
