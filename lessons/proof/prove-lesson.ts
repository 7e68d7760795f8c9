/** Proves a lesson in a fresh machine: its files are put there, and its tasks done one after the other as a learner does them. */
import type { Machine } from "#emulator/machine.ts";
import { layOutFiles } from "../lab.ts";
import type { LessonPlan } from "../lesson.ts";
import type { SolutionLine } from "../solution-line.ts";
import { valuesFor } from "../values.ts";
import { type ProofBench, type ProofLimits, proveTask, run, saidBy, type TaskProof } from "./prove-task.ts";

export interface LessonProof {
	readonly slug: string;
	/** In order. Tasks after one that cannot be done are not reached. */
	readonly tasks: readonly TaskProof[];
	/** What is wrong with the lesson beside its tasks. */
	readonly failures: readonly string[];
}

export interface ProofOptions {
	/** Whose values the lesson gets. */
	readonly seed: string;
	readonly onTask?: (proof: TaskProof) => void;
	/** Instead of those that lessons get. */
	readonly limits?: ProofLimits;
}

const usualLimits: ProofLimits = { commandMs: 240_000, settleMs: 45_000 };

/** A lesson that can be proved. */
export interface ProvableLesson {
	readonly plan: LessonPlan;
	readonly solutions: ReadonlyMap<string, readonly SolutionLine[]>;
}

/** `machine` is fresh and started; the caller disposes of it. @throws MachineError when it failed */
export async function proveLesson(
	machine: Machine,
	{ plan, solutions }: ProvableLesson,
	options: ProofOptions,
): Promise<LessonProof> {
	const bench: ProofBench = {
		machine,
		plan,
		values: valuesFor(plan.values, options.seed),
		limits: options.limits ?? usualLimits,
	};
	const proofs: TaskProof[] = [];
	const failures: string[] = [];
	/** Tasks that were lost on the way: said once. */
	const told = new Set<string>();
	const add = (proof: TaskProof): void => {
		proofs.push(proof);
		options.onTask?.(proof);
	};
	await layOutFiles(machine, plan.files, bench.values);
	for (const step of plan.steps) {
		const tasks = plan.tasks.filter(({ id }) => step.taskIds.includes(id));
		for (const task of tasks) {
			const setup = task.setup === undefined ? undefined : await run(bench, task, task.setup);
			if (setup !== undefined && setup.code !== 0) failures.push(`The setup of task ${task.id} failed. ${saidBy(setup)}`);
		}
		for (const task of tasks) {
			const proof = await proveTask(bench, task, solutions.get(task.id) ?? []);
			const lost = (await lostTasks(bench, proofs)).filter((id) => !told.has(id));
			for (const id of lost) told.add(id);
			add({
				...proof,
				failures: [
					...proof.failures,
					...lost.map((id) => `After it, task ${id} does not hold any more, and its mode is always.`),
				],
			});
			if (proof.passed) continue;
			const left = plan.tasks.length - proofs.length;
			if (left > 0) failures.push(`${left === 1 ? "One task was" : `${left} tasks were`} not reached.`);
			return { slug: plan.slug, tasks: proofs, failures };
		}
	}
	return { slug: plan.slug, tasks: proofs, failures };
}

/** Of those that have passed and must hold to the end, the ones that do not. */
async function lostTasks(bench: ProofBench, proofs: readonly TaskProof[]): Promise<string[]> {
	const lost: string[] = [];
	for (const task of bench.plan.tasks) {
		const passed = proofs.some(({ id, passed }) => id === task.id && passed);
		if (task.mode === "always" && passed && (await run(bench, task, task.check)).code !== 0) lost.push(task.id);
	}
	return lost;
}
