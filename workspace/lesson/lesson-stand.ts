/** A lesson on machines that a test makes, changes and takes away. Needs fake timers. */
import { expect, vi } from "vitest";
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan, LessonTask } from "#lessons/lesson.ts";
import type { PageVisibility } from "../page-visibility.ts";
import { createProgress } from "../progress/create-progress.ts";
import type { ProgressStorage } from "../progress/storage.ts";
import { visiblePage } from "../test-double.ts";
import { createLessonRun } from "./create-lesson-run.ts";
import { type GuestDouble, guestDouble } from "./guest-double.ts";

export function task(id: string, more: Partial<LessonTask> = {}): LessonTask {
	return {
		id,
		title: id,
		points: 1,
		mode: "once",
		needs: [],
		timeLimitMs: 20_000,
		check: `check ${id}`,
		hints: [],
		...more,
	};
}

export function planOf(steps: readonly (readonly LessonTask[])[], more: Partial<LessonPlan> = {}): LessonPlan {
	return {
		slug: "fixture",
		version: 1,
		title: "Fixture",
		values: {},
		steps: steps.map((tasks, at) => ({ id: `step-${at + 1}`, title: `Step ${at + 1}`, taskIds: tasks.map(({ id }) => id) })),
		files: [],
		tasks: steps.flat(),
		helpers: "",
		...more,
	};
}

/** A storage that only this tab has. */
export function oneTab(): ProgressStorage {
	const kept = new Map<string, string>();
	return {
		read: (key) => kept.get(key) ?? null,
		write: (key, text) => void kept.set(key, text),
		remove: (key) => void kept.delete(key),
		keys: () => [...kept.keys()],
		subscribe: () => () => {},
		exclusively: async (action) => action(),
	};
}

export interface StandOptions {
	readonly storage?: ProgressStorage;
	readonly page?: PageVisibility;
	readonly roomBytes?: number;
}

/** A lesson and the machines that it is done on. `reset` replaces the guest, out of a saved one if there is one. */
export function stand(plan: LessonPlan, { storage = oneTab(), page = visiblePage(), roomBytes = 1e12 }: StandOptions = {}) {
	const progress = createProgress({ storage, page });
	const listeners = new Set<(machine: Machine | undefined) => void>();
	const saved = new Map<string, Uint8Array>();
	const resets: ("fresh" | "saved")[] = [];
	let current: GuestDouble | undefined;
	const scripts = new Map<string, Parameters<GuestDouble["scripts"]["set"]>[1]>();

	function show(guest: GuestDouble | undefined): void {
		current = guest;
		for (const [text, script] of scripts) guest?.scripts.set(text, script);
		for (const listener of [...listeners]) listener(guest?.machine);
	}

	const run = createLessonRun({
		plan,
		page,
		progress,
		machines: {
			current: () => current?.machine,
			subscribe(listener) {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		},
		checkpoints: {
			roomBytes: async () => roomBytes,
			write: async (name, bytes) => void saved.set(name, bytes),
			async read(name) {
				const bytes = saved.get(name);
				if (!bytes) throw new Error("gone");
				return bytes;
			},
			remove: async (name) => void saved.delete(name),
			dispose: () => saved.clear(),
		},
		reset({ from } = {}) {
			resets.push(from ? "saved" : "fresh");
			show(undefined);
			show(guestDouble(from ? (JSON.parse(new TextDecoder().decode(from)) as [string, string][]) : []));
		},
		runScript: (machine, script, options) => {
			if (!current) throw new Error("no machine");
			return current.runScript(machine, script, options);
		},
	});
	return {
		run,
		progress,
		resets,
		saved,
		show,
		listeners,
		guest: () => current as GuestDouble,
		/** Decides how a script ends, in this guest and in those that come. */
		script(text: string, script: Parameters<GuestDouble["scripts"]["set"]>[1]) {
			scripts.set(text, script);
			current?.scripts.set(text, script);
		},
		state: () => run.store.getState(),
		taskState: (id: string) => run.store.getState().tasks[id],
		async begin() {
			show(guestDouble());
			run.start();
			await pass(4000);
		},
		async end() {
			run.dispose();
			progress.dispose();
			await pass(0);
			expect(vi.getTimerCount()).toBe(0);
			expect(listeners.size).toBe(0);
			expect(current?.openStreams() ?? 0).toBe(0);
		},
	};
}

export function pass(ms: number): Promise<unknown> {
	return vi.advanceTimersByTimeAsync(ms);
}

export const passes = () => ({ code: 0 });
export const fails = (said: string) => () => ({ code: 1, said });
