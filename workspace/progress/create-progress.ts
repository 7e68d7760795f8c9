/**
 * The record is in this tab's memory and in the browser's storage. Whenever either changes, both become the merger of the two: no tab can
 * undo what another one recorded, and a write that another tab's crossed is made good when that tab tells of it.
 */
import { createStore } from "zustand/vanilla";
import type { PageVisibility } from "../page-visibility.ts";
import { datedAfter } from "./dated-after.ts";
import { emptyRecord, type ProgressRecord, readRecord, writeRecord } from "./format.ts";
import { mergeRecords } from "./merge.ts";
import type { Progress } from "./progress.ts";
import type { LessonRecord, LessonVersion, ProgressProblem, ProgressState, VersionRecord } from "./state.ts";
import type { ProgressStorage } from "./storage.ts";

const KEY = "slipway.progress";
const ASIDE_PREFIX = `${KEY}.aside.`;
/** A file of ten thousand tasks has half of this; what is larger is something else. */
const LARGEST_FILE_CHARACTERS = 2_000_000;

export interface ProgressOptions {
	readonly storage: ProgressStorage;
	/** A page that was out of sight may have missed what other tabs recorded. */
	readonly page: PageVisibility;
}

export function createProgress({ storage, page }: ProgressOptions): Progress {
	let record: ProgressRecord = emptyRecord;
	let disposed = false;
	const store = createStore<ProgressState>()(() => ({ lessons: {} }));

	function show(next: ProgressRecord): void {
		record = next;
		store.setState({ lessons: next.lessons });
	}

	function tell(problem: ProgressProblem): void {
		store.setState({ problem });
	}

	/** Whatever is stored and understood, taken into memory. @returns whether the storage may be written to */
	function takeStored(): boolean {
		const text = storage.read(KEY);
		if (text === null) return true;
		const stored = readRecord(text);
		if (stored.kind === "read") {
			show(mergeRecords(record, stored.record));
			return true;
		}
		return keepAside(text, stored.kind);
	}

	/** @returns whether it is safe under another key */
	function keepAside(text: string, why: "broken" | "newer"): boolean {
		const key = `${ASIDE_PREFIX}${new Date().toISOString()}`;
		storage.write(key, text);
		if (storage.read(key) !== text) return false;
		storage.remove(KEY);
		tell({ kind: "set-aside", why, key });
		return true;
	}

	function synchronize(): void {
		if (disposed) return;
		try {
			if (!takeStored()) return;
			const text = writeRecord(record);
			if (storage.read(KEY) !== text && Object.keys(record.lessons).length + record.erasedMs > 0) storage.write(KEY, text);
			if (store.getState().problem?.kind === "unsaved") store.setState(({ lessons }) => ({ lessons }), true);
		} catch (thrown) {
			tell({ kind: "unsaved", why: isFull(thrown) ? "full" : "refused" });
		}
	}

	function synchronizeAlone(): void {
		// A page that is being closed is refused the lock; its record is with the others already, or lost with it.
		storage.exclusively(synchronize).catch(() => {});
	}

	function add(lessons: ProgressRecord["lessons"]): void {
		show(mergeRecords(record, { erasedMs: record.erasedMs, lessons }));
		synchronizeAlone();
	}

	/** Nothing of one moment counts as erased at that moment. */
	function nowMs(): number {
		return Math.max(Date.now(), record.erasedMs + 1);
	}

	/** The lesson's seed, used now, with no results. */
	function used(slug: string): LessonRecord {
		const known = Object.hasOwn(record.lessons, slug) ? record.lessons[slug] : undefined;
		return { seed: known?.seed ?? crypto.randomUUID(), seedMs: nowMs(), versions: {} };
	}

	function addResult({ slug, version }: LessonVersion, result: Partial<VersionRecord>): void {
		add({ [slug]: { ...used(slug), versions: { [version]: { tasks: {}, quizzes: {}, ...result } } } });
	}

	// At once, so that the first picture of a page has it; with the other tabs' consent afterwards.
	try {
		const stored = readRecord(storage.read(KEY) ?? writeRecord(emptyRecord));
		if (stored.kind === "read") show(stored.record);
	} catch {
		// Told by `synchronize`.
	}
	synchronizeAlone();
	const stops = [
		storage.subscribe(KEY, synchronizeAlone),
		page.subscribe(() => {
			if (page.visible) synchronizeAlone();
		}),
	];

	return {
		store,
		begin({ slug }) {
			const lesson = used(slug);
			add({ [slug]: lesson });
			return lesson.seed;
		},
		passTask: (lesson, taskId) => addResult(lesson, { tasks: { [taskId]: nowMs() } }),
		answerQuiz: (lesson, quizId, passed) => addResult(lesson, { quizzes: { [quizId]: { passed, atMs: nowMs() } } }),
		finish: (lesson) => addResult(lesson, { finishedMs: nowMs() }),
		exportFile: () => new Blob([writeRecord(record)], { type: "application/json" }),
		importFile(text) {
			const file = text.length <= LARGEST_FILE_CHARACTERS ? readRecord(text) : ({ kind: "broken" } as const);
			if (file.kind === "newer") {
				throw new Error(
					"This file was made by a newer version of Slipway. Reload the page to get that version, then import it again.",
				);
			}
			if (file.kind === "broken") {
				throw new Error("This is not a file of progress, or a damaged one. Choose a file that was exported here.");
			}
			// What is imported is wanted, also when it is older than the last time that all was erased.
			add(datedAfter(file.record.lessons, record.erasedMs));
		},
		eraseAll() {
			show({ erasedMs: nowMs(), lessons: {} });
			storage
				.exclusively(() => {
					for (const key of storage.keys()) if (key.startsWith(ASIDE_PREFIX)) storage.remove(key);
					store.setState(({ lessons }) => ({ lessons }), true);
					synchronize();
				})
				.catch(() => {});
		},
		dispose() {
			disposed = true;
			for (const stop of stops) stop();
		},
	};
}

/** By its name: another window's DOMException is another class. */
function isFull(thrown: unknown): boolean {
	return typeof thrown === "object" && thrown !== null && "name" in thrown && thrown.name === "QuotaExceededError";
}
