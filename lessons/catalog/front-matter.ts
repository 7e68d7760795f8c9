/** Front matter: YAML between two lines of three hyphens at the top of a lesson, checked against the schema. */
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import { type FrontMatter, frontMatterSchema, taskSchema } from "../schema.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";

export interface ReadFrontMatter {
	/** Undefined when it cannot be used; `problems` then says why. */
	readonly meta?: FrontMatter;
	readonly problems: readonly Problem[];
	/** The line of a field, such as `["tasks", 0, "id"]`; of the nearest field around it when it is not there. */
	readonly lineOf: (path: readonly PropertyKey[]) => number;
	/** What follows the front matter, with the line numbers of the whole: there are empty lines before it. */
	readonly prose: string;
}

const remedy = "docs/authoring.md lists every field and what it may hold.";

export function readFrontMatter(text: string, file: string): ReadFrontMatter {
	const found = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/.exec(text);
	if (found === null) {
		const what = "The lesson does not begin with front matter.";
		const how = "Begin the file with a line `---`, the fields (title, summary, …), and another line `---`.";
		return { problems: [{ file, line: 1, what, remedy: how }], lineOf: () => 1, prose: text };
	}
	const [whole, yaml = ""] = found;
	const prose = "\n".repeat(whole.split("\n").length - 1) + text.slice(whole.length);
	const lines = new LineCounter();
	const document = parseDocument(yaml, { lineCounter: lines });
	// The first line of the YAML is the second of the file.
	const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
	const lineOf = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document, path));
	if (document.errors.length > 0) {
		const problems = document.errors.map(
			(error): Problem => ({
				file,
				line: lineAt(error.pos[0]),
				what: `The front matter is not valid YAML: ${firstLine(error.message)}.`,
				remedy: "Mend it; texts with a colon, a brace or a quote in them need quotes around them.",
			}),
		);
		return { problems, lineOf, prose };
	}
	const parsed = frontMatterSchema.safeParse(document.toJS() ?? {});
	if (parsed.success) return { meta: parsed.data, problems: [], lineOf, prose };
	const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, file, lineOf));
	return { problems, lineOf, prose };
}

function problemsOf(issue: z.core.$ZodIssue, file: string, lineOf: (path: readonly PropertyKey[]) => number): Problem[] {
	if (issue.code === "unrecognized_keys") {
		const known = Object.keys(issue.path[0] === "tasks" ? taskSchema.shape : frontMatterSchema.shape);
		return issue.keys.map((key) => {
			const meant = nearest(key, known);
			return {
				file,
				line: lineOf([...issue.path, key]),
				what: `There is no field \`${key}\`${issue.path.length === 0 ? "" : ` in ${nameOf(issue.path)}`}.`,
				remedy: meant === undefined ? `Known fields: ${known.join(", ")}.` : `Did you mean \`${meant}\`?`,
			};
		});
	}
	const missing = issue.code === "invalid_type" && issue.input === undefined && /received undefined/.test(issue.message);
	const what = missing ? `${nameOf(issue.path)} is missing.` : `${nameOf(issue.path)}: ${issue.message}.`;
	return [{ file, line: lineOf(issue.path), what, remedy }];
}

/** `tasks[0].id`, in backticks. */
function nameOf(path: readonly PropertyKey[]): string {
	if (path.length === 0) return "The front matter";
	const name = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
	return `\`${name.replace(/^\./, "")}\``;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
	for (let length = path.length; length > 0; length -= 1) {
		const container = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
		const last = path[length - 1];
		const pair = isMap(container) ? container.items.find(({ key }) => isNode(key) && String(key) === String(last)) : undefined;
		const node = isPair(pair) ? pair.key : document.getIn(path.slice(0, length), true);
		if (isNode(node) && node.range) return node.range[0];
	}
	return 0;
}

function firstLine(message: string): string {
	return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}
