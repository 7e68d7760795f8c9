/**
 * How each step of a lesson began, so that it can be begun again. The first step that a new machine meets begins with that new machine,
 * which costs nothing to keep; others begin with the machine saved (decision 014).
 */
import { MachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan, LessonStep } from "#lessons/lesson.ts";
import { fillIn, type Values } from "#lessons/values.ts";
import type { Board } from "./board.ts";
import type { RunScript } from "./check-task.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { type Marker, writeMarker } from "./marker.ts";

export interface StepStarts {
	/**
	 * The lesson begins on a new machine: whatever was kept of another one is of no use any more.
	 * @returns false for one that comes because a step is begun again
	 */
	machineIsNew(): boolean;
	/** The step begins now, on this machine. Does nothing for a step whose start is known. */
	keep(stepId: string, machine: Machine, isNew: boolean): Promise<void>;
	/** `new-machine`, the saved machine, or undefined when the start could not be kept. */
	find(stepId: string): Promise<"new-machine" | Uint8Array | undefined>;
	/** The steps after this one will begin otherwise. */
	forgetAfter(stepId: string): void;
}

export function createStepStarts(plan: LessonPlan, checkpoints: Checkpoints): StepStarts {
	/** Steps that began with a new machine. */
	const withNewMachine = new Set<string>();
	/** A step is being begun again with a new machine; what is known about steps stays. */
	let restartsNew = false;
	return {
		machineIsNew() {
			if (restartsNew) return false;
			withNewMachine.clear();
			checkpoints.clear();
			return true;
		},
		async keep(stepId, machine, isNew) {
			restartsNew = false;
			if (withNewMachine.has(stepId) || checkpoints.has(stepId)) return;
			if (isNew) withNewMachine.add(stepId);
			else await checkpoints.keep(stepId, () => machine.save());
		},
		async find(stepId) {
			restartsNew = withNewMachine.has(stepId);
			return restartsNew ? "new-machine" : await checkpoints.read(stepId);
		},
		forgetAfter(stepId) {
			const from = plan.steps.findIndex(({ id }) => id === stepId) + 1;
			for (const { id } of plan.steps.slice(from)) {
				withNewMachine.delete(id);
				checkpoints.drop(id);
			}
		},
	};
}

interface Entry {
	readonly machine: Machine;
	readonly plan: LessonPlan;
	readonly values: Values;
	readonly signal: AbortSignal;
	readonly runScript: RunScript;
	readonly starts: StepStarts;
	readonly board: Pick<Board, "setPhase">;
}

interface Entered {
	readonly marker: Marker;
	/** A sentence for the person, about a set-up that failed. */
	readonly complaint?: string;
}

/**
 * Begins the step on this machine, if it has not begun there: keeps its start and runs the set-up of its tasks.
 * @throws MachineError, or the signal's reason.
 */
export async function enterStep(entry: Entry, step: LessonStep, marker: Marker): Promise<Entered> {
	const { machine, plan, values, signal, runScript, starts, board } = entry;
	if (marker.steps.includes(step.id)) return { marker };
	const tasks = plan.tasks.filter(({ id }) => step.taskIds.includes(id));
	board.setPhase("preparing");
	if (tasks.length > 0) await starts.keep(step.id, machine, marker.steps.length === 0);
	let complaint: string | undefined;
	for (const { setup, title, timeLimitMs } of tasks) {
		signal.throwIfAborted();
		if (setup === undefined) continue;
		const { code, said } = await runScript(machine, setup, { timeoutMs: timeLimitMs, values, helpers: plan.helpers, signal });
		if (code !== 0) complaint ??= `What the task “${fillIn(title, values)}” needs could not be prepared. ${said}`.trim();
	}
	signal.throwIfAborted();
	const next = { ...marker, steps: [...marker.steps, step.id] };
	await writeMarker(machine.files, next).catch((thrown: unknown) => {
		// A disk that the reader filled: this page knows nevertheless.
		if (!(thrown instanceof MachineError) || thrown.name !== "GuestFileError") throw thrown;
	});
	return { marker: next, ...(complaint !== undefined && { complaint }) };
}
