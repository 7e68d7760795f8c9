/** The part of the shell's grammar that the contract suite and a look around need: words, quotes, variables, lists, pipes, redirections. */

export type WordPart = { readonly text: string } | { readonly variable: string };
export type Word = readonly WordPart[];
export type Redirect =
	| { readonly kind: "out" | "append" | "in"; readonly channel: 0 | 1 | 2; readonly target: Word }
	| { readonly kind: "join"; readonly from: 1 | 2; readonly to: 1 | 2 };
export interface Command {
	readonly words: readonly Word[];
	readonly redirects: readonly Redirect[];
}
export interface ListItem {
	readonly pipeline: readonly Command[];
	/** What stands after it. */
	readonly joiner: ";" | "&" | "&&" | "||";
}

type Token = { readonly word: Word } | { readonly operator: string };

const operators = ["2>&1", "1>&2", ">&2", "&&", "||", ">>", "2>", ";", "\n", "&", "|", ">", "<"];

/** @throws SyntaxError for what this shell does not know. */
export function parseShell(text: string): ListItem[] {
	const items: ListItem[] = [];
	let pipeline: Command[] = [];
	let words: Word[] = [];
	let redirects: Redirect[] = [];
	const endCommand = () => {
		if (words.length + redirects.length > 0) pipeline.push({ words, redirects });
		words = [];
		redirects = [];
	};
	const tokens = tokenize(text);
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] as Token;
		if ("word" in token) {
			words.push(token.word);
			continue;
		}
		const { operator } = token;
		if (operator === "|") endCommand();
		else if (operator === "2>&1") redirects.push({ kind: "join", from: 2, to: 1 });
		else if (operator.endsWith(">&2")) redirects.push({ kind: "join", from: 1, to: 2 });
		else if (operator.includes(">") || operator === "<") {
			const next = tokens[++at];
			if (next === undefined || !("word" in next)) throw new SyntaxError(`a file name is missing after "${operator}"`);
			const kind = operator === "<" ? "in" : operator === ">>" ? "append" : "out";
			redirects.push({ kind, channel: operator === "<" ? 0 : operator === "2>" ? 2 : 1, target: next.word });
		} else {
			endCommand();
			if (pipeline.length > 0) items.push({ pipeline, joiner: operator === "\n" ? ";" : (operator as ListItem["joiner"]) });
			pipeline = [];
		}
	}
	endCommand();
	if (pipeline.length > 0) items.push({ pipeline, joiner: ";" });
	return items;
}

function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let rest = text;
	while (rest !== "") {
		const blank = /^([ \t]+|#[^\n]*)/.exec(rest);
		const operator = operators.find((candidate) => rest.startsWith(candidate));
		if (blank !== null) rest = rest.slice(blank[0].length);
		else if (operator !== undefined) {
			tokens.push({ operator });
			rest = rest.slice(operator.length);
		} else {
			const parts: WordPart[] = [];
			rest = takeWord(rest, parts);
			tokens.push({ word: parts });
		}
	}
	return tokens;
}

/** Moves one word from the front of `text` into `parts`; gives back what follows. */
function takeWord(text: string, parts: WordPart[]): string {
	let rest = text;
	while (rest !== "" && !/^[ \t\n;&|<>]/.test(rest)) {
		if (rest.startsWith("'")) {
			const end = rest.indexOf("'", 1);
			if (end === -1) throw new SyntaxError("a ' is not closed");
			parts.push({ text: rest.slice(1, end) });
			rest = rest.slice(end + 1);
		} else if (rest.startsWith('"')) rest = takeQuoted(rest.slice(1), parts);
		else if (rest.startsWith("\\")) {
			parts.push({ text: rest.slice(1, 2) });
			rest = rest.slice(2);
		} else rest = takePlain(rest, parts, /^[^ \t\n;&|<>'"\\$]+/);
	}
	return rest;
}

function takeQuoted(text: string, parts: WordPart[]): string {
	let rest = text;
	// An empty pair of quotes is a word too.
	parts.push({ text: "" });
	while (!rest.startsWith('"')) {
		if (rest === "") throw new SyntaxError('a " is not closed');
		if (/^\\["\\$`]/.test(rest)) {
			parts.push({ text: rest.slice(1, 2) });
			rest = rest.slice(2);
		} else rest = takePlain(rest, parts, /^([^"\\$]+|\\)/);
	}
	return rest.slice(1);
}

function takePlain(text: string, parts: WordPart[], plain: RegExp): string {
	const variable = /^\$(?:(\w+|[$?])|\{(\w+)\})/.exec(text);
	if (variable !== null) {
		parts.push({ variable: variable[1] ?? variable[2] ?? "" });
		return text.slice(variable[0].length);
	}
	if (/^\$\(|^`/.test(text)) throw new SyntaxError("the fake shell knows no command substitution");
	const literal = plain.exec(text)?.[0] ?? text.slice(0, 1);
	parts.push({ text: literal });
	return text.slice(literal.length);
}
