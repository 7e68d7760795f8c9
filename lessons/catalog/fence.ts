/** What the words after the three backticks of a code block ask for. */
import { isLabPath } from "../lab.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";

export type Fence =
	| { readonly kind: "commands" }
	| { readonly kind: "output" }
	| { readonly kind: "code"; readonly language: Language }
	| { readonly kind: "file"; readonly language: Language; readonly path: string; readonly write: boolean };

/** What code can be coloured as, by the name that an author writes, to the grammar. `text` is not coloured. */
export const languages = {
	sh: "shellscript",
	bash: "shellscript",
	dockerfile: "docker",
	yaml: "yaml",
	json: "json",
	js: "javascript",
	javascript: "javascript",
	python: "python",
	html: "html",
	css: "css",
	nginx: "nginx",
	ini: "ini",
	toml: "toml",
	sql: "sql",
	diff: "diff",
	http: "http",
	c: "c",
	go: "go",
	csv: undefined,
	text: undefined,
} as const;

export type Language = keyof typeof languages;

type Wrong = Pick<Problem, "what" | "remedy">;

/** Words of the fence that mean something, for docs/authoring.md. */
export const fenceForms = [
	["```sh run", "Commands to run. A click on one types it into the terminal, without Enter; all can be copied"],
	["```sh", "Commands to read and copy"],
	["```text", "Output, as it is seen in a terminal"],
	["```dockerfile file=web/Dockerfile", "A file of the lab and what is in it, with a way to open it in the editor"],
	["```yaml file=compose.yaml write", "The same, and offers to write this content into the file"],
	["```python", `Code of another language: ${Object.keys(languages).join(", ")}`],
] as const;

export function readFence(language: string | null | undefined, meta: string | null | undefined, text: string): Fence | Wrong {
	const words = (meta ?? "").split(/\s+/).filter((word) => word !== "");
	if (!language) {
		return {
			what: "The code block does not say what is in it.",
			remedy: "Begin it with ```sh run, ```text or another language.",
		};
	}
	if (!isLanguage(language)) return unknownLanguage(language);
	const file = words.find((word) => word.startsWith("file="))?.slice("file=".length);
	const known = file === undefined ? ["run"] : ["write", `file=${file}`];
	const unknown = words.find((word) => !known.includes(word));
	if (unknown !== undefined) {
		const what = `\`${unknown}\` means nothing here.`;
		return { what, remedy: "A fence may have `run`, or `file=<path>` and with it `write`." };
	}
	if (file !== undefined) {
		if (!isLabPath(file)) {
			const what = `\`${file}\` does not lie in the lab.`;
			return { what, remedy: "Write the path from the lab's folder on, such as `web/Dockerfile`, without `..` and a first `/`." };
		}
		return { kind: "file", language, path: file, write: words.includes("write") };
	}
	if (words.includes("run")) return isShell(language) ? runnable(text) : notRunnable(language);
	return language === "text" ? { kind: "output" } : { kind: "code", language };
}

function runnable(text: string): Fence | Wrong {
	if (/<<-?\s*["']?[A-Za-z_]/.test(text)) {
		const what = "A here-document cannot be typed with a click: each of its lines would be entered.";
		return { what, remedy: "Show the file in a block with `file=` and `write` instead." };
	}
	return { kind: "commands" };
}

function notRunnable(language: string): Wrong {
	return { what: `\`run\` is for commands of the shell, and this is ${language}.`, remedy: "Begin the block with ```sh run." };
}

function unknownLanguage(language: string): Wrong {
	const meant = nearest(language, Object.keys(languages));
	const remedy = meant === undefined ? `Known: ${Object.keys(languages).join(", ")}.` : `Did you mean \`${meant}\`?`;
	return { what: `There is no language \`${language}\`.`, remedy };
}

function isLanguage(name: string): name is Language {
	return Object.hasOwn(languages, name);
}

function isShell(language: Language): boolean {
	return language === "sh" || language === "bash";
}
