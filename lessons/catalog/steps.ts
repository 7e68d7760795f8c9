/** The steps of a lesson: its headings of second level, and what follows each. */
import type { Heading, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { LessonStep } from "../lesson.ts";
import { stringProp } from "./block-props.ts";
import type { Problem } from "./problems.ts";
import type { BlockElement } from "./prose.ts";

export interface FoundStep extends LessonStep {
	readonly line: number;
}

export function findSteps(root: Root): FoundStep[] {
	const steps: { id: string; title: string; taskIds: string[]; line: number }[] = [];
	for (const node of root.children) {
		if (node.type === "heading" && node.depth === 2) {
			steps.push({ id: stepId(node), title: textOf(node), taskIds: [], line: lineOf(node) });
		}
		visit(node, isBlock, (block: BlockElement) => {
			const id = block.name === "Task" ? stringProp(block, "id") : undefined;
			if (id !== undefined) steps.at(-1)?.taskIds.push(id);
		});
	}
	return steps;
}

export function checkSteps(root: Root, steps: readonly FoundStep[], file: string): Problem[] {
	const problems: Problem[] = [];
	const add = (line: number, what: string, remedy: string): void => {
		problems.push({ file, line, what, remedy });
	};
	if (steps.length === 0) {
		add(1, "The lesson has no steps.", "Divide it with headings of second level: `## Start a container`.");
	}
	for (const [at, { id, title, line }] of steps.entries()) {
		const first = steps.findIndex((other) => other.id === id);
		if (id === "") add(line, "This heading has no letters to name its step by.", "Give it a title in words.");
		else if (first < at) add(line, `Two steps are called “${title}”.`, "Give one of them another title: links lead to it.");
	}
	let depth = 2;
	for (const node of root.children) {
		if (node.type !== "heading") continue;
		if (node.depth === 1) {
			add(lineOf(node), "A heading of first level is the lesson's own title.", "Write `##`; the title is in the front matter.");
		} else if (node.depth > depth + 1) {
			add(lineOf(node), "The heading skips a level.", `Write it with ${"#".repeat(depth + 1)}.`);
		}
		depth = Math.max(2, node.depth);
	}
	return problems;
}

/** Letters and digits of its title, the rest as hyphens. */
export function stepId(heading: Heading): string {
	return textOf(heading)
		.toLowerCase()
		.normalize("NFKD")
		.replace(/[\u0300-\u036f'’]/g, "")
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");
}

export function isBlock(node: { type: string }): node is BlockElement {
	return node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement";
}

export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
	return node.position?.start.line ?? 1;
}
