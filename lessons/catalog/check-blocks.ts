/** The blocks in prose: known, with the properties they may have, where they may stand. */
import type { Node, Parents, Root } from "mdast";
import { visitParents } from "unist-util-visit-parents";
import type * as z from "zod";
import { blocks } from "../blocks.ts";
import { isLabPath } from "../lab.ts";
import { stringProp, writtenProps } from "./block-props.ts";
import { checkQuiz } from "./check-quiz.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";
import { type BlockElement, blockOf } from "./prose.ts";
import { isBlock, lineOf } from "./steps.ts";

type Add = (what: string, remedy: string) => void;

export function checkBlocks(root: Root, file: string): Problem[] {
	const problems: Problem[] = [];
	const quizzes = new Set<string>();
	visitParents(root, isBlock, (node: BlockElement, ancestors: Parents[]) => {
		const add: Add = (what, remedy) => problems.push({ file, line: lineOf(node), what, remedy });
		const block = blockOf(node);
		if (block === undefined) {
			const meant = nearest(node.name ?? "", Object.keys(blocks));
			const known = `The blocks are ${Object.keys(blocks).join(", ")}; text is Markdown.`;
			add(`There is no block \`<${node.name ?? ""}>\`.`, meant === undefined ? known : `Did you mean \`<${meant}>\`?`);
			return;
		}
		checkProps(node, block.props, add);
		checkPlace(node, ancestors, add);
		if (node.name === "Quiz") {
			const id = stringProp(node, "id") ?? "";
			if (quizzes.has(id)) add(`Two quizzes have the id \`${id}\`.`, "Give one of them another id.");
			quizzes.add(id);
			checkQuiz(node, add);
		}
		const table = node.name === "LabTable" ? stringProp(node, "file") : undefined;
		if (table !== undefined && !isLabPath(table)) {
			add(`\`${table}\` does not lie in the lab.`, "Write the path from the lab's folder on, without `..` and a first `/`.");
		}
	});
	return problems;
}

function checkProps(node: BlockElement, schema: z.ZodObject, add: Add): void {
	const { props, wrong } = writtenProps(node);
	for (const name of wrong) {
		add(
			`\`${name}\` of \`<${node.name}>\` is JavaScript.`,
			`Lessons have texts only: write ${name}="…", with {{value}} in it if need be.`,
		);
	}
	for (const issue of schema.safeParse(props).error?.issues ?? []) {
		if (issue.code === "unrecognized_keys") {
			for (const key of issue.keys) add(...unknownProp(node.name ?? "", key, Object.keys(schema.shape)));
			continue;
		}
		const name = String(issue.path[0]);
		if (wrong.includes(name)) continue;
		if (!Object.hasOwn(props, name)) add(`\`<${node.name}>\` has no \`${name}\`.`, `Add it: ${describe(schema, name)}.`);
		else if (props[name] === true) add(`\`${name}\` of \`<${node.name}>\` has no text.`, `Write ${name}="…".`);
		else if (/expected boolean/.test(issue.message)) {
			add(`\`${name}\` of \`<${node.name}>\` has a text.`, `Write the name alone: <${node.name} ${name} …>.`);
		} else add(`\`${name}\` of \`<${node.name}>\` ${issue.message}.`, `It is: ${describe(schema, name)}.`);
	}
}

function unknownProp(block: string, key: string, known: readonly string[]): [what: string, remedy: string] {
	const meant = nearest(key, known);
	const all = known.length === 0 ? "It has none." : `It has ${known.join(", ")}.`;
	return [`\`<${block}>\` has no property \`${key}\`.`, meant === undefined ? all : `Did you mean \`${meant}\`?`];
}

function describe(schema: z.ZodObject, name: string): string {
	return (schema.shape[name] as z.ZodType | undefined)?.description ?? name;
}

function checkPlace(node: BlockElement, ancestors: readonly Parents[], add: Add): void {
	const block = blockOf(node);
	const parent = ancestors.at(-1);
	if (node.type === "mdxJsxTextElement" && block?.inline !== true) {
		add(`\`<${node.name}>\` stands within a sentence.`, "Put it on lines of its own, with an empty line before and after.");
	}
	if (block?.inside !== undefined && !isNamed(parent, block.inside)) {
		add(`\`<${node.name}>\` stands outside of \`<${block.inside}>\`.`, `Put it directly into a \`<${block.inside}>\`.`);
	}
	if (block?.holds === "nothing" && node.children.length > 0) {
		add(`\`<${node.name}>\` holds nothing.`, `Close it at once: <${node.name} … />.`);
	}
	if (block?.needs !== undefined) {
		const { block: wanted, least, most = Number.POSITIVE_INFINITY } = block.needs;
		const count = node.children.filter((child) => isNamed(child, wanted)).length;
		if (count < least || count > most || count < node.children.length) {
			const exactly = least === most ? `exactly ${least}` : `${least} or more`;
			add(`\`<${node.name}>\` holds ${exactly} \`<${wanted}>\` and nothing else.`, "Put prose inside of those.");
		}
	}
}

function isNamed(node: Node | undefined, name: string): boolean {
	return node !== undefined && isBlock(node) && node.name === name;
}
