/** Proves one task: not done before, done by what its solution types, and its other scripts do not break. */
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan, LessonTask } from "../lesson.ts";
import { keys, type SolutionLine } from "../solution-line.ts";
import { runScript, type ScriptOutcome } from "../tasks/run-check.ts";
import { fillIn, type Values } from "../values.ts";
import { TerminalSession } from "./terminal-session.ts";

export interface TaskProof {
	readonly id: string;
	readonly title: string;
	/** What is wrong, as sentences. None: the task is proved. */
	readonly failures: readonly string[];
	/** From the first key to the prompt after the last command. */
	readonly solveMs: number;
	/** The run of the check that passed. */
	readonly checkMs: number;
	/** Whether the check passed in the end: what comes after builds on that. */
	readonly passed: boolean;
}

/** What a proof works on. */
export interface ProofBench {
	readonly machine: Machine;
	readonly plan: LessonPlan;
	readonly values: Values;
	readonly limits: ProofLimits;
}

export interface ProofLimits {
	/** For one typed command, an image pulled among them. */
	readonly commandMs: number;
	/** For the state that a solution leads to: a server needs a while until it answers. */
	readonly settleMs: number;
}

const BETWEEN_CHECKS_MS = 500;

/** @throws MachineError when the machine itself failed */
export async function proveTask(bench: ProofBench, task: LessonTask, solution: readonly SolutionLine[]): Promise<TaskProof> {
	const failures: string[] = [];
	const before = await run(bench, task, task.check);
	if (before.code === 0) failures.push("The check passes before anything was done.");
	failures.push(...broken("The check", before));
	failures.push(...(await hintFailures(bench, task)));
	if (task.fail !== undefined) {
		const lost = await run(bench, task, task.fail);
		failures.push(...broken("The fail script", lost));
		if (lost.code === 0) failures.push(`The fail script gives the task up before it was begun: “${lost.said}”`);
	}

	const session = await TerminalSession.open(bench.machine);
	try {
		const startedMs = performance.now();
		const stuck = await typeSolution(session, solution, bench);
		const solveMs = performance.now() - startedMs;
		if (stuck !== undefined) failures.push(`${stuck}\n${quoted(session.lastLines(20))}`);
		const { outcome, checkMs } = await settle(bench, task);
		const passed = outcome.code === 0;
		failures.push(...broken("The check", outcome));
		if (!passed)
			failures.push(
				`The check does not pass after the solution. ${saidBy(outcome)}\nThe terminal:\n${quoted(session.lastLines(20))}`,
			);
		if (task.fail !== undefined && passed && (await run(bench, task, task.fail)).code === 0) {
			failures.push("The fail script gives the task up after the solution.");
		}
		return { id: task.id, title: fillIn(task.title, bench.values), failures, solveMs, checkMs, passed };
	} finally {
		session.close();
	}
}

export function run({ machine, plan, values }: ProofBench, task: LessonTask, script: string): Promise<ScriptOutcome> {
	return runScript(machine, script, { timeoutMs: task.timeLimitMs, values, helpers: plan.helpers });
}

export function saidBy({ code, said, complaint }: ScriptOutcome): string {
	const words = said === "" ? "It said nothing" : `It said “${said}”`;
	return `${words} and ended with ${code}.${complaint === "" ? "" : `\nIts standard error:\n${quoted(complaint)}`}`;
}

/** What no script may do, whatever its answer. */
function broken(name: string, { timedOut, flooded, complaint }: ScriptOutcome): string[] {
	if (timedOut) return [`${name} did not end within its time limit and was killed.`];
	if (flooded) return [`${name} printed more than 64 kB and was killed.`];
	return /: command not found|: syntax error|: unbound variable/.test(complaint)
		? [`${name} is broken:\n${quoted(complaint)}`]
		: [];
}

async function hintFailures(bench: ProofBench, task: LessonTask): Promise<string[]> {
	const failures: string[] = [];
	for (const [at, hint] of task.hints.entries()) {
		const outcome = await run(bench, task, hint);
		const name = `Hint ${at + 1}`;
		failures.push(...broken(name, outcome));
		if (outcome.code === 0 && outcome.said === "") failures.push(`${name} applies, and says nothing.`);
		if (outcome.code > 1 && !outcome.timedOut && !outcome.flooded) {
			failures.push(`${name} ended with ${outcome.code}; 0 is for “applies”, 1 for “does not”. ${saidBy(outcome)}`);
		}
	}
	return failures;
}

/** What went wrong, if something did. */
async function typeSolution(
	session: TerminalSession,
	solution: readonly SolutionLine[],
	{ values, limits: { commandMs } }: ProofBench,
): Promise<string | undefined> {
	for (const [at, line] of solution.entries()) {
		const next = solution[at + 1];
		const waits = next !== undefined && ("wait" in next || "press" in next);
		if ("wait" in line) {
			const text = fillIn(line.wait, values);
			if (!(await session.shows(text, commandMs))) return `The terminal did not show “${text}” within ${commandMs / 1000} s.`;
			// What is in front now has a prompt of its own, or none.
			continue;
		}
		await session.type("press" in line ? keys[line.press] : `${fillIn(line.type, values).replaceAll("\n", "\r")}\r`);
		if (waits || (await session.showsPrompt(commandMs))) continue;
		const what = "press" in line ? line.press : fillIn(line.type, values);
		return `The prompt did not come back within ${commandMs / 1000} s after “${what}”.`;
	}
	return undefined;
}

/** Checks until it passes: what a solution starts may need a moment. */
async function settle(bench: ProofBench, task: LessonTask): Promise<{ outcome: ScriptOutcome; checkMs: number }> {
	const deadlineMs = performance.now() + bench.limits.settleMs;
	for (;;) {
		const startedMs = performance.now();
		const outcome = await run(bench, task, task.check);
		const endedMs = performance.now();
		if (outcome.code === 0 || endedMs > deadlineMs) return { outcome, checkMs: endedMs - startedMs };
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_CHECKS_MS));
	}
}

function quoted(text: string): string {
	return text
		.split("\n")
		.map((line) => `    | ${line}`)
		.join("\n");
}
