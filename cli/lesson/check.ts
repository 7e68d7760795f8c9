/** `slipway lesson check`. */
import { MachineError } from "#emulator/errors.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { type LessonProof, proveLesson } from "#lessons/proof/prove-lesson.ts";
import type { TaskProof } from "#lessons/proof/prove-task.ts";
import { chooseLessons } from "./choose.ts";

interface CheckOptions {
	readonly seed: string;
	/** Folder. */
	readonly bundle: string;
	/** Folder. */
	readonly content: string;
}

/** Sets the exit code to 1 when anything is not proved. */
export async function checkCommand(names: readonly string[], options: CheckOptions): Promise<void> {
	const lessons = await chooseLessons(names, options.content);
	if (lessons === undefined) return;
	const startedMs = performance.now();
	const unproved: string[] = [];
	for (const lesson of lessons) if (!(await prove(lesson, options))) unproved.push(lesson.plan.slug);
	const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
	console.log(`\n${lessons.length - unproved.length} of ${lessons.length} lessons proved in ${seconds} s.`);
	if (unproved.length === 0) return;
	console.log(`Not proved: ${unproved.join(", ")}`);
	process.exitCode = 1;
}

async function prove(lesson: Lesson, { seed, bundle }: CheckOptions): Promise<boolean> {
	console.log(`\n${lesson.summary.title} (${lesson.plan.slug})`);
	const machine = createNodeMachine({ bundle });
	try {
		await machine.start();
		const proof = await proveLesson(machine, lesson, { seed, onTask: printTask });
		for (const failure of proof.failures) console.log(`  ✗ ${indented(failure)}`);
		return isProved(proof);
	} catch (error) {
		// Without a machine there is nothing to prove; one that a lesson broke is that lesson's failure.
		if (!(error instanceof MachineError) || error.name === "BundleMissingError") throw error;
		console.log(`  ✗ The machine failed: ${error.message}`);
		return false;
	} finally {
		await machine.dispose();
	}
}

function isProved({ tasks, failures }: LessonProof): boolean {
	return failures.length === 0 && tasks.every((task) => task.failures.length === 0);
}

function printTask({ id, title, failures, solveMs, checkMs }: TaskProof): void {
	const times = `solution ${(solveMs / 1000).toFixed(1)} s, check ${(checkMs / 1000).toFixed(2)} s`;
	console.log(`  ${failures.length === 0 ? "✓" : "✗"} ${id}: ${title} (${times})`);
	for (const failure of failures) console.log(`      ${indented(failure, 6)}`);
}

function indented(text: string, spaces = 4): string {
	return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}
