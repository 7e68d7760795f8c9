/** Prose: MDX as a tree. */
import type { Paragraph, Root, RootContent } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { VFileMessage } from "vfile-message";
import { type Block, blocks } from "../blocks.ts";
import type { Problem } from "./problems.ts";

export type BlockElement = MdxJsxFlowElement | MdxJsxTextElement;

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);

/** `text` has the line numbers of the file. */
export function parseProse(text: string, file: string): { readonly root: Root } | { readonly problem: Problem } {
	try {
		const root = parser.parse(text);
		standAlone(root);
		return { root };
	} catch (error) {
		if (!(error instanceof VFileMessage)) throw error;
		const remedy = /expression|acorn/i.test(error.reason)
			? "A brace or `<` in a sentence has to stand in `code`, or be escaped with a backslash."
			: "Mend the tag: each opened one is closed, and stands on lines of its own or wholly within one.";
		return { problem: { file, line: error.line, what: `The prose cannot be read: ${error.reason}.`, remedy } };
	}
}

export function blockOf(node: BlockElement): Block | undefined {
	return node.name !== null && Object.hasOwn(blocks, node.name) ? blocks[node.name as keyof typeof blocks] : undefined;
}

/**
 * A block on one line is a paragraph for Markdown. Paragraphs with nothing but such blocks are replaced by them.
 */
function standAlone(root: Root): void {
	visit(root, "paragraph", (paragraph, at, parent) => {
		if (parent === undefined || at === undefined || !holdsOnlyBlocks(paragraph)) return;
		const found = paragraph.children.filter((child) => child.type === "mdxJsxTextElement");
		const flow = found.map((node) => ({ ...node, type: "mdxJsxFlowElement" }) as unknown as RootContent);
		parent.children.splice(at, 1, ...flow);
		return [SKIP, at];
	});
}

function holdsOnlyBlocks({ children }: Paragraph): boolean {
	return (
		children.some(({ type }) => type === "mdxJsxTextElement") &&
		children.every(
			(child) =>
				(child.type === "mdxJsxTextElement" && blockOf(child)?.inline !== true) ||
				(child.type === "text" && child.value.trim() === ""),
		)
	);
}
