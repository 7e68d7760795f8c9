/** docs/authoring.md: what an author of lessons has to know, out of the schemas that check what they write. */
import { type Block, blocks } from "#lessons/blocks.ts";
import { fenceForms } from "#lessons/catalog/fence.ts";
import { frontMatterSchema, taskSchema, valueSchema } from "#lessons/schema.ts";
import { scriptKinds } from "#lessons/script-kinds.ts";
import { keys } from "#lessons/solution-line.ts";
import { helperFunctions } from "./helper-functions.ts";
import { type FieldInWords, fieldsInWords } from "./types-in-words.ts";

/** `helpers` is the text of lessons/tasks/helpers.sh. */
export function authoringDocument(helpers: string): string {
	return [
		introduction,
		section("Front matter", frontMatterIntroduction, fieldTable(fieldsInWords(frontMatterSchema), true)),
		section("Values", valuesIntroduction, valueTable()),
		section("Tasks", "Each entry of `tasks` has these fields.", fieldTable(fieldsInWords(taskSchema), true)),
		section("Scripts", scriptsIntroduction, table(["Name", "What it does"], scriptRows())),
		section("What scripts may call", helpersIntroduction, table(["Function", "What it gives"], helperFunctions(helpers))),
		section("Solutions", solutionsIntroduction),
		section("Prose", proseIntroduction),
		section(
			"Code",
			"",
			table(
				["Fence", "What becomes of it"],
				fenceForms.map(([fence, meaning]) => [`\`\`\`\` ${fence} \`\`\`\``, meaning]),
			),
			codeNote,
		),
		section("Blocks", blocksIntroduction, ...Object.entries(blocks).map(([name, block]) => blockSection(name, block))),
	].join("\n");
}

const introduction = `# Writing lessons

This file is written by \`npm run docs:authoring\`, out of the schemas that check lessons.

A lesson is a folder below \`lessons/content/\`, named with its number and its name: \`07-volumes-that-last\`. The name alone is its address,
\`/lessons/volumes-that-last\`, and never changes.

\`\`\`text
07-volumes-that-last/
  lesson.mdx                   front matter and prose
  files/                       what lies in the reader's /root/lab when the lesson begins
  tasks/<task>.check.sh        … and the other scripts of each task
\`\`\`

| Command | What it does |
|---|---|
| \`npx slipway lesson new <name>\` | Makes a small whole lesson, to be changed in every part |
| \`npx slipway lesson preview <name>\` | Shows it in the browser; the page follows the files |
| \`npx slipway lesson lint [names]\` | Finds dead links, unknown images, commands that do not parse, and the like. Takes seconds |
| \`npx slipway lesson check [names]\` | Proves it: in a fresh machine each task is not done, then done by its solution. Takes minutes |

A mistake in a lesson fails the build of the site, with the file, the line, and what to do.
`;

const frontMatterIntroduction = "YAML between two lines `---` at the top of `lesson.mdx`.";

const valuesIntroduction =
	"No two readers need to have the same names and ports. A value is made once for each reader, and `{{name}}` stands for it: in prose, in code, in " +
	"properties of blocks, in titles of tasks, in files and in scripts. It is written without spaces; `{{ name }}` and `{{.Name}}` are left alone, " +
	"for other tools have braces too. Nothing in a value means anything to bash, so scripts need no quotes around it.";

const scriptsIntroduction =
	"A task is judged by the state of the machine, never by what was typed: whatever way leads there passes. Scripts are bash, have a run bit, and begin " +
	"with `#!/bin/bash`. They run as root in /root/lab, outside of the reader's terminals, without standard input. What is printed on standard output is " +
	"for the reader; standard error is not shown to anybody but you. A script that does not end within the time limit of its task, or prints more than " +
	"64 kB, is killed and counts as a no.";

const helpersIntroduction =
	"A question about the engine should not start the `docker` client, a large program: these ask the engine itself.";

const solutionsIntroduction = `A line of \`<task>.solve.sh\` is typed when the prompt of the shell is back. Here-documents and lines that end in a
backslash are typed as a whole. What is not a command is said in a comment of its own:

| Line | Meaning |
|---|---|
| \`#> wait TEXT\` | Waits until the terminal shows this text, instead of for the prompt: for programs that stay in front |
| \`#> press KEY\` | Presses a key: ${Object.keys(keys).join(", ")} |

A solution that any hint, check or file repeats as a whole is a mistake: those are in the browser before anybody asks.
`;

const proseIntroduction = `Markdown with tables, and the blocks below. Each heading of second level begins a step; what stands before the first is the
introduction. The title of the lesson is not repeated. There is no HTML and no JavaScript; \`{/* … */}\` is a remark that nobody sees.

Links between lessons are \`/lessons/<name>\`, to a step \`/lessons/<name>#<step>\`, where the step is its heading in lower case with hyphens.
`;

const codeNote =
	"A command may be continued with a backslash; it is typed on one line. `run` takes no here-document: show the file instead, with `write`.";

const blocksIntroduction =
	"A block stands on lines of its own, with an empty line around it; `Term` and `Live` stand within a sentence.";

function section(title: string, ...parts: readonly string[]): string {
	return [`## ${title}`, ...parts.filter((part) => part !== "")].map((part) => `${part.trim()}\n`).join("\n");
}

function blockSection(name: string, block: Block): string {
	const fields = fieldsInWords(block.props);
	return [
		`### ${name}`,
		block.summary,
		...(fields.length === 0 ? [] : [fieldTable(fields, false)]),
		`\`\`\`mdx\n${block.example}\n\`\`\``,
	].join("\n\n");
}

function fieldTable(fields: readonly FieldInWords[], withDefault: boolean): string {
	const rows = fields.map(({ name, type, required, fallback, meaning }) => {
		const absent = required ? "has to be there" : fallback === undefined ? "may be left out" : `\`${fallback}\``;
		return [`\`${name}\``, type, absent, meaning];
	});
	return table(["Name", "Holds", withDefault ? "Without it" : "Needed", "Meaning"], rows);
}

function valueTable(): string {
	const rows = valueSchema.options.flatMap((option) =>
		fieldsInWords(option).map(({ name, meaning }) => [`\`${name}\``, meaning]),
	);
	return table(["Form", "Gives"], rows);
}

function scriptRows(): string[][] {
	return Object.entries(scriptKinds).map(([kind, meaning]) => [`\`<task>.${kind}.sh\``, meaning]);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
	return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
