/** One look at one task: its check, and for one that is not done what could help. */
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan, LessonTask } from "#lessons/lesson.ts";
import type { ScriptOptions, ScriptOutcome } from "#lessons/tasks/run-check.ts";
import type { Values } from "#lessons/values.ts";

export type RunScript = (machine: Machine, script: string, options: ScriptOptions) => Promise<ScriptOutcome>;

export interface Bench {
	readonly machine: Machine;
	readonly plan: Pick<LessonPlan, "helpers">;
	readonly values: Values;
	/** Kills the script that runs. */
	readonly signal: AbortSignal;
	readonly runScript: RunScript;
}

export type Finding =
	| { readonly kind: "passed" }
	| { readonly kind: "open"; readonly said: string; readonly hint?: string }
	/** It cannot be done any more. */
	| { readonly kind: "lost"; readonly said: string }
	/** Of the check itself: it says nothing about the task. */
	| { readonly kind: "fault"; readonly fault: string }
	/** Nothing: the engine went away meanwhile. */
	| { readonly kind: "none" };

export interface CheckOptions {
	/** Whether the reader did anything yet that a hint could be about; asked after the check. */
	readonly wantsHint: () => boolean;
}

/** @throws MachineError when the machine or its agent went away, or the signal's reason. */
export async function checkTask(bench: Bench, task: LessonTask, { wantsHint }: CheckOptions): Promise<Finding> {
	const outcome = await run(bench, task, task.check);
	if (outcome.timedOut) return { kind: "fault", fault: tooSlow(task) };
	if (outcome.flooded) return { kind: "fault", fault: tooLoud() };
	if (outcome.code === 0) return { kind: "passed" };
	if (task.fail !== undefined) {
		const { code, said } = await run(bench, task, task.fail);
		if (code === 0) return { kind: "lost", said };
	}
	const hint = wantsHint() ? await firstHint(bench, task) : undefined;
	return { kind: "open", said: outcome.said, ...(hint !== undefined && { hint }) };
}

async function firstHint(bench: Bench, task: LessonTask): Promise<string | undefined> {
	for (const script of task.hints) {
		const { code, said } = await run(bench, task, script);
		if (code === 0 && said !== "") return said;
	}
	return undefined;
}

async function run(
	{ machine, plan, values, signal, runScript }: Bench,
	task: LessonTask,
	script: string,
): Promise<ScriptOutcome> {
	signal.throwIfAborted();
	const outcome = await runScript(machine, script, { timeoutMs: task.timeLimitMs, values, helpers: plan.helpers, signal });
	signal.throwIfAborted();
	return outcome;
}

function tooSlow({ timeLimitMs }: LessonTask): string {
	return (
		`The check of this task was stopped after ${timeLimitMs / 1000} seconds. That is a fault of the lesson, or the machine is very ` +
		"busy: it says nothing about what you did. It is tried again by itself, and when you ask for it."
	);
}

function tooLoud(): string {
	return "The check of this task printed much more than a check should, and was stopped. That is a fault of the lesson, not yours.";
}

/** For a check that was running whenever the engine went away. */
export function stopsEngine(): string {
	return (
		"Docker stopped whenever the check of this task ran. That is most likely a fault of the lesson, so the check no longer runs by " +
		"itself. It does when you ask for it."
	);
}
