/** A code block as the element that the page shows it with. */
import type { Element, ElementContent } from "hast";
import type { Code } from "mdast";
import { splitCommands } from "./commands.ts";
import { type Language, readFence } from "./fence.ts";
import { highlightLines, withValues } from "./highlight.ts";

/** The block has been checked. */
export async function codeElement({ lang, meta, value: text }: Code): Promise<Element> {
	const fence = readFence(lang, meta, text);
	if (!("kind" in fence)) throw new Error(fence.what);
	switch (fence.kind) {
		case "commands":
			return element("Commands", { text }, await commandElements(text));
		case "output":
			return element("Output", { text }, withValues(text));
		case "code":
			return element("CodeBlock", { language: fence.language, text }, await inColour(text, fence.language));
		case "file": {
			const { language, path, write } = fence;
			return element("FileBlock", { path, language, text, write }, await inColour(text, language));
		}
	}
}

async function commandElements(text: string): Promise<Element[]> {
	const lines = await highlightLines(text, "sh");
	return splitCommands(text).map((command) => {
		const own = lines.slice(command.firstLine, command.firstLine + command.lineCount);
		return element("Command", { text: command.text }, joinLines(own));
	});
}

async function inColour(text: string, language: Language): Promise<ElementContent[]> {
	return joinLines(await highlightLines(text, language));
}

function joinLines(lines: readonly ElementContent[][]): ElementContent[] {
	return lines.flatMap((line, at) => (at === 0 ? line : [{ type: "text" as const, value: "\n" }, ...line]));
}

export function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
	return { type: "element", tagName, properties, children };
}
