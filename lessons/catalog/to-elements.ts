/** Checked prose as elements: blocks under their names, values, code, steps. What a page renders. */
import type { Element, ElementContent, Root as Elements } from "hast";
import type { Code, InlineCode, Root } from "mdast";
import { type Handlers, type State, toHast } from "mdast-util-to-hast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { writtenProps } from "./block-props.ts";
import { usedValue } from "./check-prose.ts";
import { codeElement, element } from "./code-elements.ts";
import { valueElement, withValues } from "./highlight.ts";
import { type BlockElement, blockOf } from "./prose.ts";
import { stepId } from "./steps.ts";

export async function toElements(prose: Root): Promise<Elements> {
	const codes = await codeElements(prose);
	const handlers: Handlers = {
		code: (_, node: Code) => codes.get(node),
		inlineCode,
		mdxFlowExpression: value,
		mdxTextExpression: value,
		mdxJsxFlowElement: block,
		mdxJsxTextElement: block,
	};
	const sections = divide(prose).map(({ heading, nodes }, number) => {
		const children = toHast({ type: "root", children: nodes }, { handlers });
		const content = (children.type === "root" ? children.children : [children]).filter(isShown);
		if (heading === undefined) return element("Introduction", {}, content);
		const id = stepId(heading);
		const headingId = `${id}-heading`;
		const first = content[0];
		if (first?.type === "element") first.properties.id = headingId;
		return element("Step", { id, title: textOf(heading), number, headingId }, content);
	});
	return { type: "root", children: sections.filter(({ tagName, children }) => tagName === "Step" || children.length > 0) };
}

async function codeElements(prose: Root): Promise<ReadonlyMap<Code, Element>> {
	const codes: Code[] = [];
	visit(prose, "code", (node) => {
		codes.push(node);
	});
	return new Map(await Promise.all(codes.map(async (node) => [node, await codeElement(node)] as const)));
}

/** What stands before the first heading of second level comes first, so that steps count from 1. */
function divide(prose: Root) {
	const sections: { heading?: Root["children"][number] & { type: "heading" }; nodes: Root["children"] }[] = [{ nodes: [] }];
	for (const node of prose.children) {
		if (node.type === "heading" && node.depth === 2) sections.push({ heading: node, nodes: [node] });
		else sections.at(-1)?.nodes.push(node);
	}
	return sections;
}

/** Short enough to stand in one line of a phone's, and torn at its hyphens when nothing forbids it: `--name`, `book-net`. */
const UNBROKEN_CHARACTERS = 24;

function inlineCode(_: State, { value: written }: InlineCode): Element {
	const text = written.replace(/\r?\n/g, " ");
	return element("code", text.length <= UNBROKEN_CHARACTERS ? { dataUnbroken: "" } : {}, withValues(text));
}

function value(_: State, node: { value: string }): Element | undefined {
	const name = usedValue(node.value);
	return name === undefined ? undefined : valueElement(name);
}

function block(state: State, node: BlockElement): Element {
	const props = blockOf(node)?.props.parse(writtenProps(node).props) ?? {};
	return element(node.name ?? "", props as Element["properties"], (state.all(node) as ElementContent[]).filter(isShown));
}

/** Markdown leaves line ends between blocks. */
function isShown(node: { type: string; value?: string }): node is ElementContent {
	return node.type === "element" || (node.type === "text" && node.value !== "\n");
}
