/** What can be counted: the time a lesson takes, values nobody uses, text alternatives that say nothing. */
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { stringProp } from "#lessons/catalog/block-props.ts";
import type { Problem } from "#lessons/catalog/problems.ts";
import type { BlockElement } from "#lessons/catalog/prose.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { isBlock, lineOf } from "#lessons/catalog/steps.ts";

/** Of somebody who learns while reading. */
const WORDS_PER_MINUTE = 150;
const MINUTES_PER_TASK = 1.5;
const MINUTES_PER_COMMAND = 0.4;
const LEAST_ALT_LETTERS = 15;

export function lintMeasure(lesson: Lesson): Problem[] {
	return [...lintMinutes(lesson), ...lintValues(lesson), ...lintAlternatives(lesson)];
}

function lintMinutes({ prose, meta, file, lineOf: lineOfField }: Lesson): Problem[] {
	let words = 0;
	let commands = 0;
	visit(prose, (node) => {
		if (node.type === "code") commands += node.meta?.includes("run") ? node.value.split("\n").length : 0;
		else if (node.type === "text") words += textOf(node).split(/\s+/).length;
	});
	const minutes = words / WORDS_PER_MINUTE + meta.tasks.length * MINUTES_PER_TASK + commands * MINUTES_PER_COMMAND;
	if (meta.minutes >= minutes / 2 && meta.minutes <= minutes * 2) return [];
	const counted = `${words} words, ${commands} commands and ${meta.tasks.length} tasks take about ${Math.round(minutes)}`;
	const what = `${meta.minutes} minutes are not plausible: ${counted}.`;
	return [{ file, line: lineOfField(["minutes"]), what, remedy: "Correct `minutes`, or the length of the lesson." }];
}

function lintValues({ prose, plan, meta, scripts, file, lineOf: lineOfField }: Lesson): Problem[] {
	const solutions = [...scripts.values()].map(({ solve }) => solve?.text ?? "");
	const used = JSON.stringify([prose, plan.files, plan.tasks, solutions]);
	return Object.keys(meta.values)
		.filter((name) => !used.includes(`{{${name}}}`) && !used.includes(`"value":"{${name}}"`))
		.map((name) => ({
			file,
			line: lineOfField(["values", name]),
			what: `Nothing uses the value \`${name}\`.`,
			remedy: `Write {{${name}}} where it belongs, or take it out.`,
		}));
}

function lintAlternatives({ prose, file }: Lesson): Problem[] {
	const problems: Problem[] = [];
	visit(prose, isBlock, (node: BlockElement) => {
		if (node.name !== "Figure") return;
		const alt = stringProp(node, "alt") ?? "";
		if (alt.length >= LEAST_ALT_LETTERS && !/^(a |an |the )?(figure|drawing|picture|image|diagram)\b/i.test(alt)) return;
		const what = `“${alt}” does not tell what the figure shows.`;
		problems.push({ file, line: lineOf(node), what, remedy: "Say in a sentence what one sees and what follows from it." });
	});
	return problems;
}
