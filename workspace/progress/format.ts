/** Progress as it is stored and as it is exported: parsed, since older and newer versions of the site and people write it too. */
import * as z from "zod/mini";
import type { LessonRecord } from "./state.ts";

/** Raised when older sites could no longer read what is written. */
const FORMAT = 1;

const momentMs = z.int().check(z.nonnegative());

const versionSchema = z.object({
	/** When each task was passed first. */
	tasks: z.record(z.string(), momentMs),
	quizzes: z.record(z.string(), z.object({ passed: z.boolean(), atMs: momentMs })),
	finishedMs: z.exactOptional(momentMs),
});

const lessonSchema = z.object({
	seed: z.string().check(z.minLength(1), z.maxLength(100)),
	seedMs: momentMs,
	versions: z.record(z.string().check(z.regex(/^[1-9][0-9]{0,5}$/)), versionSchema),
});

const fileSchema = z.object({
	slipwayProgress: z.literal(FORMAT),
	/** What is not newer was erased, and is not to come back from another tab. */
	erasedMs: momentMs,
	lessons: z.record(z.string(), lessonSchema),
});

/** All that is known of one person. */
export interface ProgressRecord {
	readonly erasedMs: number;
	readonly lessons: Readonly<Record<string, LessonRecord>>;
}

export const emptyRecord: ProgressRecord = { erasedMs: 0, lessons: {} };

/** Equal records give equal text: tabs compare what is stored with what they have. */
export function writeRecord({ erasedMs, lessons }: ProgressRecord): string {
	return JSON.stringify(
		{ slipwayProgress: FORMAT, erasedMs, lessons } satisfies z.input<typeof fileSchema>,
		(_, value: unknown) =>
			typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
	);
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
	return one < other ? -1 : 1;
}

/** `newer`: by a version of the site that this one does not know. `broken`: by no version of it. */
export type ReadRecord =
	| { readonly kind: "read"; readonly record: ProgressRecord }
	| { readonly kind: "newer" }
	| { readonly kind: "broken" };

export function readRecord(text: string): ReadRecord {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { kind: "broken" };
	}
	const { success, data } = fileSchema.safeParse(value);
	if (success) return { kind: "read", record: { erasedMs: data.erasedMs, lessons: data.lessons } };
	const format = z.object({ slipwayProgress: z.int() }).safeParse(value);
	return { kind: format.success && format.data.slipwayProgress > FORMAT ? "newer" : "broken" };
}
