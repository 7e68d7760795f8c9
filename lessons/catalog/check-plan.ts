/** Front matter, prose and scripts speak of the same tasks; what goes to the browser gives no solution away. */
import type { LessonPlan } from "../lesson.ts";
import type { FrontMatter } from "../schema.ts";
import type { SolutionLine } from "../solution-line.ts";
import type { ReadFrontMatter } from "./front-matter.ts";
import type { Problem } from "./problems.ts";
import type { TaskScripts } from "./scripts.ts";
import { shownSolution } from "./solution.ts";

export interface TaskPlace {
	readonly id: string;
	readonly line: number;
	/** False before the first heading of second level. */
	readonly inStep: boolean;
}

export function checkTaskScripts(
	{ tasks }: FrontMatter,
	scripts: ReadonlyMap<string, TaskScripts>,
	file: string,
	lineOf: ReadFrontMatter["lineOf"],
): Problem[] {
	return tasks.flatMap(({ id }, at) =>
		(["check", "solve"] as const)
			.filter((kind) => scripts.get(id)?.[kind] === undefined)
			.map((kind) => ({
				file,
				line: lineOf(["tasks", at, "id"]),
				what: `Task \`${id}\` has no ${kind} script.`,
				remedy:
					kind === "check"
						? `Write tasks/${id}.check.sh: it ends with 0 when the task is done.`
						: `Write tasks/${id}.solve.sh: what a learner types, one command in a line. It proves that the task can be done.`,
			})),
	);
}

export function checkTaskPlaces(
	{ tasks }: FrontMatter,
	places: readonly TaskPlace[],
	file: string,
	lineOf: ReadFrontMatter["lineOf"],
): Problem[] {
	const problems: Problem[] = [];
	const add = (line: number, what: string, remedy: string): void => {
		problems.push({ file, line, what, remedy });
	};
	const ids = tasks.map(({ id }) => id);
	for (const [at, { id, line, inStep }] of places.entries()) {
		const first = places.find((place) => place.id === id);
		if (!ids.includes(id)) add(line, `There is no task \`${id}\` in the front matter.`, `The tasks are ${ids.join(", ")}.`);
		else if (first !== places[at])
			add(line, `Task \`${id}\` stands in the prose twice.`, `Take one out: it is in line ${first?.line} too.`);
		if (!inStep) add(line, `Task \`${id}\` stands before the first step.`, "Put a heading of second level before it.");
	}
	for (const [at, id] of ids.entries()) {
		if (ids.indexOf(id) < at || places.some((place) => place.id === id)) continue;
		add(
			lineOf(["tasks", at, "id"]),
			`Task \`${id}\` stands nowhere in the prose.`,
			`Add <Task id="${id}">…</Task> to the step it belongs to.`,
		);
	}
	if (problems.length === 0) {
		const wrong = places.find(({ id }, at) => id !== ids[at]);
		const what = "The tasks stand in the prose in another order than in the front matter.";
		if (wrong) add(wrong.line, what, `The front matter has ${ids.join(", ")}: bring one of the two in order.`);
	}
	return problems;
}

/** Shorter ones are in the prose anyway: a hint may say `docker ps`. */
const LEAST_SECRET_LETTERS = 40;

/** A whole solution in a check, a hint or a file would be in the browser before anybody asked for it. */
export function checkSecrecy(
	plan: LessonPlan,
	solutions: ReadonlyMap<string, readonly SolutionLine[]>,
	scripts: ReadonlyMap<string, TaskScripts>,
): Problem[] {
	const texts = [...scripts.values()].flatMap(({ check, fail, setup, hints }) => [check, fail, setup, ...hints]);
	const open = [
		...texts.flatMap((script) => script ?? []),
		...plan.files.map(({ path, content }) => ({ file: `files/${path}`, text: content })),
	];
	return [...solutions].flatMap(([id, lines]) => {
		const solution = spaced(shownSolution(lines).join("\n"));
		if (solution.length < LEAST_SECRET_LETTERS) return [];
		return open
			.filter(({ text }) => spaced(text).includes(solution))
			.map(({ file }) => ({
				file,
				what: `The solution of task \`${id}\` stands here, which every browser gets.`,
				remedy: "Check the state that the solution leads to; let a hint say what is missing, not what to type.",
			}));
	});
}

function spaced(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
