/**
 * Code in colour, as elements: each `span` carries `data-token` with one of constant, string, comment, keyword, parameter, function,
 * string-expression, punctuation, link. Colours are the page's affair, so dark and light need no second copy.
 */
import type { Element, ElementContent } from "hast";
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore, type ThemedToken } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { valueUsePattern } from "../names.ts";
import { type Language, languages } from "./fence.ts";

const theme = createCssVariablesTheme({ name: "tokens", variablePrefix: "--", fontStyle: false });

let highlighter: Promise<HighlighterCore> | undefined;

/** Each element of the result is a line, without its ending. `{{name}}` becomes a `Value`. */
export async function highlightLines(text: string, language: Language): Promise<ElementContent[][]> {
	const grammar = languages[language];
	if (grammar === undefined) return text.split("\n").map((line) => withValues(line));
	highlighter ??= makeHighlighter();
	const { marked, names } = markValues(text);
	const { tokens } = (await highlighter).codeToTokens(marked, { lang: grammar, theme: "tokens" });
	return tokens.map((line) => line.flatMap((token) => elementsOf(token, names)));
}

/** Plain text with a `Value` for each `{{name}}`. */
export function withValues(text: string): ElementContent[] {
	const { marked, names } = markValues(text);
	return unmark(marked, names);
}

function makeHighlighter(): Promise<HighlighterCore> {
	return createHighlighterCore({
		themes: [theme],
		langs: [
			import("shiki/langs/shellscript.mjs"),
			import("shiki/langs/docker.mjs"),
			import("shiki/langs/yaml.mjs"),
			import("shiki/langs/json.mjs"),
			import("shiki/langs/javascript.mjs"),
			import("shiki/langs/python.mjs"),
			import("shiki/langs/html.mjs"),
			import("shiki/langs/css.mjs"),
			import("shiki/langs/nginx.mjs"),
			import("shiki/langs/ini.mjs"),
			import("shiki/langs/toml.mjs"),
			import("shiki/langs/sql.mjs"),
			import("shiki/langs/diff.mjs"),
			import("shiki/langs/http.mjs"),
			import("shiki/langs/c.mjs"),
			import("shiki/langs/go.mjs"),
		],
		engine: createJavaScriptRegexEngine(),
	});
}

const mark = /valueMark(\d+)x/g;

/** A grammar would take `{{port}}` apart; a word stays one token, and is coloured like what it stands for. */
function markValues(text: string): { readonly marked: string; readonly names: readonly string[] } {
	const names: string[] = [];
	const marked = text.replace(valueUsePattern, (_, name: string) => `valueMark${names.push(name) - 1}x`);
	return { marked, names };
}

function elementsOf({ content, color }: ThemedToken, names: readonly string[]): ElementContent[] {
	const children = unmark(content, names);
	const kind = /^var\(--token-([a-z-]+)\)$/.exec(color ?? "")?.[1];
	if (kind === undefined) return children;
	return [{ type: "element", tagName: "span", properties: { dataToken: kind }, children }];
}

function unmark(marked: string, names: readonly string[]): ElementContent[] {
	// Every second part is the number of a value.
	return marked.split(mark).flatMap((part, at): ElementContent[] => {
		if (at % 2 === 1) return [valueElement(names[Number(part)] ?? "")];
		return part === "" ? [] : [{ type: "text", value: part }];
	});
}

export function valueElement(name: string): Element {
	return { type: "element", tagName: "Value", properties: { name }, children: [] };
}
