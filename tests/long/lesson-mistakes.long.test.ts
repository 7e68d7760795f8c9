/** In each task of each lesson a typical mistake is made, answered by the right hint, and mended. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { lessonPlaces, readLessons } from "#lessons/catalog/catalog.ts";
import { layOutFiles } from "#lessons/lab.ts";
import { type ProofBench, proveTask, run } from "#lessons/proof/prove-task.ts";
import { TerminalSession } from "#lessons/proof/terminal-session.ts";
import { fillIn, valuesFor } from "#lessons/values.ts";
import { type Mistake, mistakes } from "../lessons/mistakes.ts";

const LIMIT_MS = 8 * 60_000;
const COMMAND_MS = 240_000;
const lessons = await readLessons(lessonPlaces(repositoryFolder));

describe.each(lessons.map((lesson) => [lesson.plan.slug, lesson] as const))("In the lesson %s", (slug, { plan, solutions }) => {
	let machine: Machine;
	let bench: ProofBench;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
		const values = valuesFor(plan.values, "mistakes");
		bench = { machine, plan, values, limits: { commandMs: COMMAND_MS, settleMs: 45_000 } };
		await layOutFiles(machine, plan.files, values);
	});
	afterAll(() => machine.dispose());

	async function type(commands: readonly string[]): Promise<void> {
		const session = await TerminalSession.open(machine);
		for (const command of commands) {
			await session.type(`${fillIn(command, bench.values)}\r`);
			if (!(await session.showsPrompt(COMMAND_MS))) throw new Error(`no prompt after ${command}:\n${session.lastLines(20)}`);
		}
		session.close();
	}

	/** What a reader sees: the first hint that applies. */
	async function hintFor({ task: id }: Mistake): Promise<string> {
		const task = plan.tasks.find((one) => one.id === id);
		if (task === undefined) throw new Error(`${slug} has no task ${id}`);
		expect((await run(bench, task, task.check)).code, "the check").not.toBe(0);
		for (const hint of task.hints) {
			const { code, said } = await run(bench, task, hint);
			if (code === 0) return said;
		}
		return "";
	}

	it.each(plan.tasks.map((task) => [task.id, task] as const))(
		"a mistake in %s gets its hint, and the solution still works",
		async (id, task) => {
			const mistake = mistakes[slug]?.find((one) => one.task === id);
			if (mistake === undefined) throw new Error(`tests/lessons/mistakes.ts has no mistake for task ${id} of ${slug}`);
			await type(mistake.commands);
			expect(await hintFor(mistake)).toMatch(mistake.hint);
			await type(mistake.mend ?? []);
			expect(await proveTask(bench, task, solutions.get(id) ?? [])).toMatchObject({ failures: [], passed: true });
		},
		LIMIT_MS,
	);
});
