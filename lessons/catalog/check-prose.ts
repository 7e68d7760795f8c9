/** What is left of prose when blocks and steps are set aside: a lesson is text, and no program. */
import type { Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import { valueUsePattern } from "../names.ts";
import { readFence } from "./fence.ts";
import type { Problem } from "./problems.ts";
import { lineOf } from "./steps.ts";

export function checkProse(root: Root, file: string): Problem[] {
	const problems: Problem[] = [];
	visit(root, (node) => {
		const found = problemOf(node);
		if (found !== undefined) problems.push({ file, line: lineOf(node), ...found });
	});
	return problems;
}

function problemOf(node: Nodes): Pick<Problem, "what" | "remedy"> | undefined {
	switch (node.type) {
		case "mdxjsEsm":
			return { what: "A lesson imports and exports nothing.", remedy: "Take this out: all blocks are there without it." };
		case "mdxFlowExpression":
		case "mdxTextExpression":
			if (isComment(node.value) || usedValue(node.value) !== undefined) return undefined;
			return {
				what: `\`{${node.value}}\` is JavaScript, which a lesson cannot have.`,
				remedy: "For a value write {{name}}, without spaces; for braces write them in `code`.",
			};
		case "code": {
			const fence = readFence(node.lang, node.meta, node.value);
			return "kind" in fence ? undefined : fence;
		}
		case "link":
		case "definition":
			if (node.url.search(valueUsePattern) === -1) return undefined;
			return {
				what: "The address of a link cannot have a value in it.",
				remedy: "Say it in the sentence: the address as `code`.",
			};
		case "image":
			return {
				what: "Pictures of a lesson are figures.",
				remedy: "Draw one in components/lesson/figures and write <Figure name=… alt=… />.",
			};
		default:
			return undefined;
	}
}

function isComment(expression: string): boolean {
	return /^\s*\/\*[\s\S]*\*\/\s*$/.test(expression) || expression.trim() === "";
}

/** The name in `{{name}}`, of which MDX has taken the outer braces. */
export function usedValue(expression: string): string | undefined {
	const use = `{${expression}}`;
	const [match] = use.matchAll(valueUsePattern);
	return match?.[0] === use ? match[1] : undefined;
}
