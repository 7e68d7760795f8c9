/**
 * Two records of one person made into one that has all of both. It does not matter which comes first, or how often they are merged: that
 * is what keeps several tabs together.
 */
import type { ProgressRecord } from "./format.ts";
import { mapped } from "./mapped.ts";
import type { LessonRecord, QuizRecord, VersionRecord } from "./state.ts";

export function mergeRecords(one: ProgressRecord, other: ProgressRecord): ProgressRecord {
	const erasedMs = Math.max(one.erasedMs, other.erasedMs);
	const lessons = joined(withoutErased(one, erasedMs), withoutErased(other, erasedMs), mergeLessons);
	return { erasedMs, lessons };
}

/** A lesson's seed was used whenever something was recorded, so that nothing is newer than its time. */
function withoutErased({ lessons }: ProgressRecord, erasedMs: number): Readonly<Record<string, LessonRecord>> {
	const newer = mapped(lessons, ({ seed, seedMs, versions }) => ({
		seed,
		seedMs,
		versions: filtered(
			mapped(versions, ({ tasks, quizzes, finishedMs }) => ({
				tasks: filtered(tasks, (atMs) => atMs > erasedMs),
				quizzes: filtered(quizzes, ({ atMs }) => atMs > erasedMs),
				...(finishedMs !== undefined && finishedMs > erasedMs && { finishedMs }),
			})),
			hasResults,
		),
	}));
	return filtered(newer, ({ seedMs }) => seedMs > erasedMs);
}

function hasResults({ tasks, quizzes, finishedMs }: VersionRecord): boolean {
	return finishedMs !== undefined || Object.keys(tasks).length + Object.keys(quizzes).length > 0;
}

function mergeLessons(one: LessonRecord, other: LessonRecord): LessonRecord {
	const later = one.seedMs - other.seedMs || (one.seed > other.seed ? 1 : -1);
	const { seed, seedMs } = later > 0 ? one : other;
	return { seed, seedMs, versions: joined(one.versions, other.versions, mergeVersions) };
}

function mergeVersions(one: VersionRecord, other: VersionRecord): VersionRecord {
	const finished = [one.finishedMs, other.finishedMs].filter((atMs) => atMs !== undefined);
	return {
		tasks: joined(one.tasks, other.tasks, Math.min),
		quizzes: joined(one.quizzes, other.quizzes, mergeQuizzes),
		...(finished.length > 0 && { finishedMs: Math.min(...finished) }),
	};
}

/** A right answer counts for good; the first of its kind is kept. */
function mergeQuizzes(one: QuizRecord, other: QuizRecord): QuizRecord {
	if (one.passed !== other.passed) return one.passed ? one : other;
	return one.atMs <= other.atMs ? one : other;
}

function joined<Value>(
	one: Readonly<Record<string, Value>>,
	other: Readonly<Record<string, Value>>,
	merge: (one: Value, other: Value) => Value,
): Record<string, Value> {
	const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
	return Object.fromEntries(
		names.map((name) => {
			const [mine, theirs] = [own(one, name), own(other, name)];
			return [name, mine !== undefined && theirs !== undefined ? merge(mine, theirs) : ((mine ?? theirs) as Value)];
		}),
	);
}

/** Names come out of files: one of them may be `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
	return Object.hasOwn(record, name) ? record[name] : undefined;
}

function filtered<Value>(record: Readonly<Record<string, Value>>, keep: (value: Value) => boolean): Record<string, Value> {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));
}
