/** What the front matter's tasks must be to each other. */
import type { FrontMatter } from "../schema.ts";
import type { ReadFrontMatter } from "./front-matter.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";

export function checkTasks({ tasks }: FrontMatter, file: string, lineOf: ReadFrontMatter["lineOf"]): Problem[] {
	const problems: Problem[] = [];
	const ids = tasks.map(({ id }) => id);
	const add = (path: readonly PropertyKey[], what: string, remedy: string): void => {
		problems.push({ file, line: lineOf(path), what, remedy });
	};
	for (const [at, { id, needs }] of tasks.entries()) {
		if (ids.indexOf(id) < at) {
			const first = lineOf(["tasks", ids.indexOf(id), "id"]);
			add(["tasks", at, "id"], `Two tasks have the id \`${id}\`: the first is in line ${first}.`, "Give one of them another id.");
			continue;
		}
		for (const [place, need] of needs.entries()) {
			const path = ["tasks", at, "needs", place];
			if (!ids.includes(need)) {
				const meant = nearest(need, ids);
				const remedy = meant === undefined ? `The tasks are ${ids.join(", ")}.` : `Did you mean \`${meant}\`?`;
				add(path, `Task \`${id}\` needs \`${need}\`, which is no task of this lesson.`, remedy);
			} else if (ids.indexOf(need) >= at) {
				const circle = reaches(tasks, need, id);
				const what = circle
					? `Task \`${id}\` needs \`${need}\`, which needs \`${id}\`: neither can ever begin.`
					: `Task \`${id}\` needs \`${need}\`, which comes after it.`;
				add(path, what, circle ? "Take one of the two out of `needs`." : "Put the task that is needed first.");
			}
		}
	}
	return problems;
}

/** Whether `from` needs `wanted`, directly or through others. */
function reaches(tasks: FrontMatter["tasks"], from: string, wanted: string, seen = new Set<string>()): boolean {
	if (from === wanted) return true;
	if (seen.has(from)) return false;
	seen.add(from);
	const needs = tasks.find(({ id }) => id === from)?.needs ?? [];
	return needs.some((need) => reaches(tasks, need, wanted, seen));
}
