/** A lesson on one machine, from the moment that it takes calls until it goes: prepared, watched, and its tasks checked. */
import { MachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import type { LessonPlan, LessonTask } from "#lessons/lesson.ts";
import type { Values } from "#lessons/values.ts";
import { delay } from "../delay.ts";
import type { PageVisibility } from "../page-visibility.ts";
import type { Board } from "./board.ts";
import { checkTask, type Finding, type RunScript, stopsEngine } from "./check-task.ts";
import { layOut } from "./lay-out.ts";
import type { Marker } from "./marker.ts";
import { pollQuietly } from "./quiet-poll.ts";
import { createRounds } from "./rounds.ts";
import { enterStep, type StepStarts } from "./step-starts.ts";
import type { Suspects } from "./suspects.ts";
import { createTurns } from "./turns.ts";
import { watchGuest } from "./watch-guest.ts";

/** The agent is back soon; its supervisor waits a second before it starts it again. */
const PREPARE_AGAIN_MS = 1000;
/** What is told so soon after a step began was caused by what came before. */
const STEP_SETTLES_MS = 3000;
/** An engine that goes away so soon after a check was stopped by it. */
const AFTER_CHECK_MS = 1500;

export interface FollowOptions {
	readonly machine: Machine;
	readonly plan: LessonPlan;
	readonly values: Values;
	readonly page: PageVisibility;
	readonly board: Board;
	readonly starts: StepStarts;
	readonly suspects: Suspects;
	readonly runScript: RunScript;
	/** The machine is there and the lesson on it prepared. */
	readonly onActive: () => void;
}

export interface Followed {
	/** Settles when the result is in the board, also when there is none because the machine went. */
	checkNow(task: LessonTask): Promise<void>;
	/** The present step is another one now. */
	lookAgain(): void;
	/** Lets the checks of this moment come to nothing. */
	end(): void;
}

interface CheckRun {
	readonly taskId: string;
	/** Infinity while it runs. */
	endedMs: number;
	engineLost: boolean;
}

const NEW_MACHINE =
	"This machine is new: what you did in earlier steps is not in it. If a task needs that, run the commands of those steps again.";

export function followMachine(options: FollowOptions): Followed {
	const { machine, plan, values, page, board, starts, suspects, runScript } = options;
	const life = new AbortController();
	const { signal } = life;
	const inTurn = createTurns();
	const rounds = createRounds(look);
	let engineUp = false;
	/** Whether the reader did something that a check can be about. */
	let acted = false;
	let marker: Marker = { slug: plan.slug, steps: [] };
	let begunMs = 0;
	let lastCheck: CheckRun | undefined;

	async function prepare(): Promise<void> {
		board.setPhase("preparing");
		marker = await layOut(machine, plan, values);
		signal.throwIfAborted();
		const isNew = marker.steps.length === 0 && starts.machineIsNew();
		const complaint = await begin(board.stepsToBegin());
		board.setPhase("active", complaint ?? (isNew && board.hasPassed() ? NEW_MACHINE : undefined));
	}

	/** Begins those of these steps that have not begun on this machine. @returns a sentence about a set-up that failed */
	async function begin(stepIds: readonly string[]): Promise<string | undefined> {
		let complaint: string | undefined;
		for (const step of plan.steps.filter(({ id }) => stepIds.includes(id) && !marker.steps.includes(id))) {
			const entry = { machine, plan, values, signal, runScript, starts, board };
			const begun = await enterStep(entry, step, marker);
			signal.throwIfAborted();
			marker = begun.marker;
			complaint ??= begun.complaint;
			acted = false;
			begunMs = Date.now();
		}
		return complaint;
	}

	/** Whether anything was found that was not known. */
	async function look(): Promise<boolean> {
		let foundNew = false;
		try {
			await inTurn(async () => {
				// A step that could not begin because the agent was away.
				await goOn(board.stepsToBegin());
				const done = new Set<string>();
				const begun = () => board.stepsToBegin().every((id) => marker.steps.includes(id));
				// A step that is reached begins before its tasks are looked at.
				const next = () => (begun() ? board.toCheck().find(({ id }) => !done.has(id) && suspects.mayRun(id)) : undefined);
				for (let task = next(); task && engineUp && !signal.aborted; task = next()) {
					done.add(task.id);
					foundNew = (await check(task, acted)) || foundNew;
				}
				await goOn(board.stepsToBegin());
			});
		} catch {
			// The machine or its agent went away: whoever watches it hears of that too.
		}
		return foundNew;
	}

	async function check(task: LessonTask, isAttempt: boolean): Promise<boolean> {
		if (lastCheck && !lastCheck.engineLost && Date.now() - lastCheck.endedMs > AFTER_CHECK_MS) {
			suspects.leftEngineAlone(lastCheck.taskId);
		}
		const run: CheckRun = { taskId: task.id, endedMs: Number.POSITIVE_INFINITY, engineLost: false };
		lastCheck = run;
		try {
			const bench = { machine, plan, values, signal, runScript };
			const finding = await checkTask(bench, task, { wantsHint: () => isAttempt });
			if (finding.kind === "fault") suspects.stopped(task.id);
			else suspects.ended(task.id);
			// Without an engine a check says nothing about the task.
			if (run.engineLost && finding.kind !== "passed") return board.settle(task, engineGone(task), { isAttempt: false });
			return board.settle(task, finding, { isAttempt });
		} finally {
			run.endedMs = Date.now();
		}
	}

	function engineGone({ id }: LessonTask): Finding {
		return suspects.mayRun(id) ? { kind: "none" } : { kind: "fault", fault: stopsEngine() };
	}

	/** To the next step, when this one is done; and begins what has to have begun. */
	async function goOn(stepIds: readonly string[]): Promise<void> {
		const next = board.nextStep();
		if (next !== undefined) board.goTo(next);
		const left = stepIds.filter((id) => !marker.steps.includes(id));
		if (left.length === 0 || signal.aborted) return;
		board.setPhase("active", await begin(left));
		rounds.nudge();
	}

	function engineIs(up: boolean): void {
		engineUp = up;
		if (up || !lastCheck || Date.now() - lastCheck.endedMs > AFTER_CHECK_MS || lastCheck.engineLost) return;
		lastCheck.engineLost = true;
		const { taskId, endedMs } = lastCheck;
		if (suspects.tookEngineAlong(taskId) && endedMs <= Date.now()) board.setFault(taskId, stopsEngine());
	}

	async function follow(): Promise<void> {
		while (!signal.aborted) {
			try {
				await inTurn(prepare);
				break;
			} catch (thrown) {
				if (signal.aborted) return;
				if (!(thrown instanceof MachineError) || thrown.name !== "AgentLostError") throw thrown;
				await delay(PREPARE_AGAIN_MS, signal);
			}
		}
		options.onActive();
		await Promise.all([
			watchGuest(machine, signal, {
				onWatching: rounds.nudge,
				onChange() {
					if (Date.now() - begunMs >= STEP_SETTLES_MS) acted = true;
					rounds.nudge();
				},
				onEngine: engineIs,
			}),
			pollQuietly({
				machine,
				page,
				signal,
				isWanted: () => board.toCheck().some(({ id }) => !board.isPassed(id)),
				look() {
					acted = true;
					return rounds.lookNow();
				},
			}),
		]);
	}

	follow().catch((thrown: unknown) => {
		if (signal.aborted) return;
		board.setResetting(undefined);
		board.setPhase("failed", notPrepared(thrown));
	});

	return {
		async checkNow(task) {
			const before = board.taskOf(task.id);
			board.setChecking(task.id);
			try {
				await rounds.during(() =>
					inTurn(async () => {
						signal.throwIfAborted();
						// Who asks about a task of a later step wants to do it now.
						await goOn(plan.steps.filter(({ taskIds }) => taskIds.includes(task.id)).map(({ id }) => id));
						acted = true;
						await check(task, true);
						await goOn(board.stepsToBegin());
					}),
				);
			} catch {
				// The machine or its agent went away.
			}
			if (board.taskOf(task.id).status === "checking") board.giveUp(task.id, before);
		},
		lookAgain: rounds.nudge,
		end() {
			life.abort(new MachineError("MachineDisposedError", "The lesson no longer follows this machine."));
			rounds.dispose();
		},
	};
}

function notPrepared(thrown: unknown): string {
	const full = thrown instanceof MachineError && thrown.name === "GuestFileError" && thrown.detail === "ENOSPC";
	const why = full
		? "its disk is full"
		: thrown instanceof Error
			? thrown.message.replace(/[.]$/, "")
			: "for a reason that it did not give";
	return `This lesson could not be prepared on the machine: ${why}. Try again, or reset the machine.`;
}
