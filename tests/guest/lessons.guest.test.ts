/** Every lesson, proved as `npx slipway lesson check` does it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { lessonPlaces, readLessons } from "#lessons/catalog/catalog.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { type LessonProof, type ProofOptions, proveLesson } from "#lessons/proof/prove-lesson.ts";
import type { ProofLimits } from "#lessons/proof/prove-task.ts";

const LIMIT_MS = 8 * 60_000;
const places = lessonPlaces(repositoryFolder);
const begun = mkdtempSync(join(tmpdir(), "lessons-"));
cpSync(join(repositoryFolder, "lessons", "template"), join(begun, "01-begun"), { recursive: true });
const [template, ...lessons] = [...(await readLessons({ ...places, content: begun })), ...(await readLessons(places))];

afterAll(() => rmSync(begun, { recursive: true }));

async function prove(lesson: Lesson, options: Partial<ProofOptions> = {}): Promise<LessonProof> {
	const machine = createNodeMachine();
	try {
		await machine.start();
		return await proveLesson(machine, lesson, { seed: "proof", ...options });
	} finally {
		await machine.dispose();
	}
}

function failuresOf({ tasks, failures }: LessonProof): string[] {
	return [...failures, ...tasks.flatMap((task) => task.failures.map((failure) => `${task.id}: ${failure}`))];
}

describe("A lesson can be done", () => {
	it.each([template, ...lessons].flatMap((lesson) => lesson ?? []).map((lesson) => [lesson.plan.slug, lesson] as const))(
		"as it says: %s",
		async (_, lesson) => {
			const proof = await prove(lesson);
			expect(failuresOf(proof).join("\n")).toBe("");
			expect(proof.tasks.map(({ id }) => id)).toEqual(lesson.plan.tasks.map(({ id }) => id));
		},
		LIMIT_MS,
	);
});

describe("A lesson that cannot be done", () => {
	const limits: ProofLimits = { commandMs: 5000, settleMs: 2000 };

	it(
		"is found out: each task with what is wrong with it, up to the first that fails",
		async () => {
			const [broken] = await readLessons({
				...places,
				content: join(repositoryFolder, "tests", "lessons", "fixtures", "broken"),
			});
			if (broken === undefined) throw new Error("the fixture is not there");
			const seen: string[] = [];
			const proof = await prove(broken, { limits, onTask: ({ id }) => seen.push(id) });
			expect(seen).toEqual(["early", "kept", "hints", "loses", "given-up", "stuck", "unsolved"]);
			expect(failuresOf(proof)).toEqual([
				"One task was not reached.",
				"early: The check passes before anything was done.",
				expect.stringMatching(/^hints: Hint 1 is broken:\n.*dokcer: command not found/),
				expect.stringMatching(/^hints: Hint 1 ended with 127; /),
				"hints: Hint 2 applies, and says nothing.",
				expect.stringMatching(/^hints: Hint 3 ended with 3; /),
				"hints: Hint 4 did not end within its time limit and was killed.",
				"hints: Hint 5 printed more than 64 kB and was killed.",
				"loses: After it, task kept does not hold any more, and its mode is always.",
				expect.stringContaining("given-up: The fail script gives the task up before it was begun: “It is lost.”"),
				"given-up: The fail script gives the task up after the solution.",
				expect.stringMatching(/^stuck: The prompt did not come back within 5 s after “sleep 1000”/),
				expect.stringMatching(
					/^unsolved: The check does not pass after the solution. It said “There is no six.”[\s\S]*five and a half/,
				),
			]);
		},
		LIMIT_MS,
	);
});
