/** A lesson on real machines in this process, as a page has it in its worker. */
import { readFile } from "node:fs/promises";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import type { LessonPlan, LessonTask } from "#lessons/lesson.ts";
import type { CheckpointStorage } from "#workspace/lesson/checkpoints.ts";
import { createLessonRun } from "#workspace/lesson/create-lesson-run.ts";
import type { LessonRun } from "#workspace/lesson/run.ts";
import type { LessonRunState } from "#workspace/lesson/state.ts";
import { createMachineSource } from "#workspace/machine-source.ts";
import type { PageVisibility } from "#workspace/page-visibility.ts";
import { createProgress } from "#workspace/progress/create-progress.ts";
import type { ProgressStorage } from "#workspace/progress/storage.ts";

export interface GuestLesson {
	readonly run: LessonRun;
	/** The present one: a reset takes another. */
	readonly machine: () => Machine;
	/** Settles when `holds`. @throws with the state when it does not in time */
	until(what: string, holds: (state: LessonRunState) => boolean, withinMs?: number): Promise<void>;
	dispose(): Promise<void>;
}

/** A task with what all have. Scripts are bash. */
export function taskOf(id: string, more: Partial<LessonTask> & Pick<LessonTask, "check">): LessonTask {
	return { id, title: id, points: 1, mode: "once", needs: [], timeLimitMs: 20_000, hints: [], ...more };
}

/** Each list of tasks is a step, `step-1` first. */
export async function planOf(steps: readonly (readonly LessonTask[])[], files: LessonPlan["files"] = []): Promise<LessonPlan> {
	return {
		slug: "fixture",
		version: 1,
		title: "Fixture",
		values: {},
		steps: steps.map((tasks, at) => ({ id: `step-${at + 1}`, title: `Step ${at + 1}`, taskIds: tasks.map(({ id }) => id) })),
		files,
		tasks: steps.flat(),
		helpers: await readFile(new URL("../../lessons/tasks/helpers.sh", import.meta.url), "utf8"),
	};
}

export async function beginLesson(plan: LessonPlan): Promise<GuestLesson> {
	const machines = createMachineSource();
	const progress = createProgress({ storage: inMemory(), page: visible });
	let machine = createNodeMachine();
	let replacing = Promise.resolve();

	const run = createLessonRun({
		plan,
		machines,
		progress,
		page: visible,
		checkpoints: checkpointsInMemory(),
		reset({ from } = {}) {
			machines.show(undefined);
			const old = machine;
			machine = createNodeMachine();
			const next = machine;
			replacing = old.dispose().then(async () => {
				await next.start(from ? { from } : {});
				machines.show(next);
			});
		},
	});
	run.start();
	await machine.start();
	machines.show(machine);

	return {
		run,
		machine: () => machine,
		until(what, holds, withinMs = 60_000) {
			return new Promise((resolve, reject) => {
				function look(): void {
					if (!holds(run.store.getState())) return;
					stop();
					resolve();
				}
				const unsubscribe = run.store.subscribe(look);
				const timer = setTimeout(() => {
					stop();
					reject(new Error(`after ${withinMs / 1000} s not yet: ${what}\n${JSON.stringify(run.store.getState(), null, 2)}`));
				}, withinMs);
				function stop(): void {
					unsubscribe();
					clearTimeout(timer);
				}
				look();
			});
		},
		async dispose() {
			run.dispose();
			progress.dispose();
			await replacing.catch(() => {});
			await machine.dispose();
		},
	};
}

const visible: PageVisibility = { visible: true, subscribe: () => () => {} };

function inMemory(): ProgressStorage {
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

function checkpointsInMemory(): CheckpointStorage {
	const kept = new Map<string, Uint8Array>();
	return {
		roomBytes: async () => Number.POSITIVE_INFINITY,
		write: async (name, bytes) => void kept.set(name, bytes),
		async read(name) {
			const bytes = kept.get(name);
			if (!bytes) throw new Error(`nothing is kept as ${name}`);
			return bytes;
		},
		remove: async (name) => void kept.delete(name),
		dispose: () => kept.clear(),
	};
}
