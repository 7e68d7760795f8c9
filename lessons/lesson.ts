/** A lesson as the site and the command line use it: plain JSON. Made from the disk by catalog/. */
import type { FrontMatter, ValueSpecs } from "./schema.ts";

/** What the page of a lesson gets. No solution is in it: those are asked for one by one. */
export interface LessonPlan {
	readonly slug: string;
	readonly version: number;
	readonly title: string;
	readonly values: ValueSpecs;
	readonly steps: readonly LessonStep[];
	readonly files: readonly LessonFile[];
	readonly tasks: readonly LessonTask[];
	/** Bash functions that every script of a task may call: `runScript` puts them before it. */
	readonly helpers: string;
}

export interface LessonStep {
	/** Made from its title. */
	readonly id: string;
	readonly title: string;
	readonly taskIds: readonly string[];
}

/** A file of the lab. `{{value}}` in its content is still to be filled in. */
export interface LessonFile {
	/** Below /root/lab. */
	readonly path: string;
	/** Permission bits: 0o644 or 0o755. */
	readonly mode: number;
	readonly content: string;
}

/** Scripts are bash, with `{{value}}` still to be filled in. */
export interface LessonTask {
	readonly id: string;
	readonly title: string;
	readonly points: number;
	readonly mode: "once" | "always";
	readonly needs: readonly string[];
	readonly timeLimitMs: number;
	/** Ends with 0 when the task is done; may print why not. */
	readonly check: string;
	/** In order: the first that ends with 0 is shown, as what it prints. */
	readonly hints: readonly string[];
	/** Ends with 0 when the task can no longer be done; prints why. */
	readonly fail?: string;
	/** Run when the step of the task begins. */
	readonly setup?: string;
}

/** For the catalogue. */
export interface LessonSummary extends Omit<FrontMatter, "tasks" | "values"> {
	readonly slug: string;
	/** Place in the course, from the name of its folder; counts from 1. */
	readonly number: number;
	readonly steps: readonly LessonStep[];
	readonly tasks: readonly Pick<LessonTask, "id" | "title" | "points">[];
	/** Of all tasks together. */
	readonly points: number;
}
