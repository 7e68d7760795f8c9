import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TestFolder } from "./test-folder.ts";

/** The lesson to begin from, with `text` at its end. */
async function mistakesWith(text: string): Promise<string[]> {
	const folder = new TestFolder();
	const before = readFileSync(folder.path("lesson.mdx"), "utf8");
	const lines = before.split("\n").length;
	folder.write("lesson.mdx", `${before}\n${text}\n`);
	return (await folder.mistakes()).map((mistake) => mistake.replace(/:(\d+):/, (_, line) => ` at ${Number(line) - lines}:`));
}

const tests: readonly [name: string, text: string, what: string, remedy: string][] = [
	[
		"a block that is not known",
		'<Calout kind="tip">\nx\n</Calout>',
		"at 1: There is no block `<Calout>`",
		"Did you mean `<Callout>`?",
	],
	["HTML", "<div>\nx\n</div>", "at 1: There is no block `<div>`", "text is Markdown"],
	["a property that is not known", '<Hint titel="a">\nx\n</Hint>', "at 1: `<Hint>` has no `title`", "Add it"],
	["a property without a text", "<Hint title>\nx\n</Hint>", "at 1: `title` of `<Hint>` has no text", 'title="…"'],
	["a property of another kind", '<Callout kind="hint">\nx\n</Callout>', "`kind` of `<Callout>` must be `note`", "It is: "],
	["a property in JavaScript", "<Hint title={1}>\nx\n</Hint>", "`title` of `<Hint>` is JavaScript", 'title="…"'],
	["a spread", '<Hint title="a" {...b}>\nx\n</Hint>', "`{…}` of `<Hint>` is JavaScript", "texts only"],
	["a figure without a text alternative", '<Figure name="layers" />', "`<Figure>` has no `alt`", "What it shows"],
	["a figure with something in it", '<Figure name="layers" alt="a">\nx\n</Figure>', "`<Figure>` holds nothing", "Close it"],
	["a figure of the machine that is none", 'It is <Live value="host.age" />.', "`value` of `<Live>` must be one of", "It is"],
	["a block within a sentence", 'See <Hint title="a">x</Hint> here.', "`<Hint>` stands within a sentence", "lines of its own"],
	["a choice outside of a quiz", '<Choice why="a">x</Choice>', "`<Choice>` stands outside of `<Quiz>`", "directly into"],
	[
		"a comparison of three",
		'<Compare leftTitle="a" rightTitle="b">\n<Side>\nx\n</Side>\n</Compare>',
		"holds exactly 2",
		"Put prose",
	],
	["JavaScript", "It is {new Date()}.", "`{new Date()}` is JavaScript", "{{name}}"],
	["an import", 'import x from "y";', "imports and exports nothing", "Take this out"],
	["braces that nobody can read", "The format {{.Names}} is Go's.", "at 1: The prose cannot be read", "`code`"],
	["a tag that is not closed", '<Hint title="a">\nx\n', "The prose cannot be read", "closed"],
	["a value that is none", "Its port is {{port}}.", "at 1: `{{port}}` is no value", "`values` in the front matter"],
	["a value in an address", "[Look](http://localhost:{{name}}/)", "address of a link cannot have a value", "`code`"],
	["a picture", "![A cat](cat.png)", "Pictures of a lesson are figures", "<Figure"],
	["a heading of first level", "# Title", "at 1: A heading of first level", "`##`"],
	["a heading that skips a level", "#### Deep", "at 1: The heading skips a level", "###"],
	["two steps of one title", "## Start a container", "Two steps are called “Start a container”", "another title"],
	["a task that is none", '<Task id="rnu">\nx\n</Task>', "There is no task `rnu`", "The tasks are run, read"],
	["a task twice", '<Task id="run">\nx\n</Task>', "Task `run` stands in the prose twice", "Take one out"],
	["code without a language", "```\nx\n```", "does not say what is in it", "```sh run"],
	["code of a language that is not known", "```dokcer\nx\n```", "There is no language `dokcer`", "Known: "],
	["code to run that is no shell's", "```python run\nx\n```", "`run` is for commands of the shell", "```sh run"],
	["a word that means nothing", "```sh rnu\nx\n```", "`rnu` means nothing here", "`run`"],
	["a here-document to click", "```sh run\ncat > a <<END\nx\nEND\n```", "A here-document cannot be typed", "`file=`"],
	["a file outside of the lab", "```sh file=../x\nx\n```", "`../x` does not lie in the lab", "`web/Dockerfile`"],
	["a file of the machine", "```sh file=/etc/passwd\nx\n```", "`/etc/passwd` does not lie in the lab", "`web/Dockerfile`"],
	[
		"a table outside of the lab",
		'<LabTable file="../a.csv" caption="a" />',
		"`../a.csv` does not lie in the lab",
		"without `..`",
	],
	[
		"two quizzes of one id",
		'<Quiz id="when-it-ends" question="a" kind="text" answer="a"></Quiz>',
		"Two quizzes have the id",
		"another id",
	],
	[
		"a quiz with one choice",
		'<Quiz id="a" question="b" kind="single">\n<Choice correct why="c">d</Choice>\n</Quiz>',
		"fewer than two",
		"Add",
	],
	[
		"a quiz nobody can answer",
		'<Quiz id="a" question="b" kind="single">\n<Choice why="c">d</Choice>\n<Choice why="c">e</Choice>\n</Quiz>',
		"No choice",
		"`correct`",
	],
	[
		"a quiz with a broken answer",
		'<Quiz id="a" question="b" kind="text" answer="(">\n</Quiz>',
		"is no regular expression",
		"Escape",
	],
	[
		"a quiz of text without an answer",
		'<Quiz id="a" question="b" kind="text">\n</Quiz>',
		"has no `answer`",
		"regular expression",
	],
];

describe("prose", () => {
	it.each(tests)("may not have %s", async (_, text, what, remedy) => {
		const mistakes = await mistakesWith(text);
		const found = mistakes.find((mistake) => mistake.includes(what));
		expect(found, mistakes.join("\n")).toBeDefined();
		expect(found?.split(" / ").at(-1)).toContain(remedy);
	});

	it.each([
		["Go's templates in code", "Type `docker ps --format '{{.Names}} {{json .}} {{end}}'`."],
		["a remark of the author", "{/* Say more here. */}"],
		["a table, a list and a link", "| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n[Docs](https://docs.docker.com/)"],
		["a quiz of text", '<Quiz id="a" question="b" kind="text" answer="layers?">\n</Quiz>'],
		["a value in a property", '<Live value="container:{{name}}.pid" />'],
		["blocks on one line", '<Callout kind="tip">Short.</Callout>'],
	])("may have %s", async (_, text) => {
		expect(await mistakesWith(text)).toEqual([]);
	});

	it("may not have its tasks in another order than the front matter", async () => {
		const folder = new TestFolder();
		const text = readFileSync(folder.path("lesson.mdx"), "utf8");
		const swapped = text.replace('<Task id="run">', '<Task id="other">').replace('<Task id="read">', '<Task id="run">');
		folder.write("lesson.mdx", swapped.replace('<Task id="other">', '<Task id="read">'));
		expect(await folder.mistakes()).toEqual([expect.stringContaining("in another order than in the front matter")]);
	});

	it("may not have a task before its first step, or lack one", async () => {
		const folder = new TestFolder();
		const text = readFileSync(folder.path("lesson.mdx"), "utf8");
		folder.write(
			"lesson.mdx",
			text.replace('<Task id="read">', '<Callout kind="tip">').replace(/<\/Task>(?![\s\S]*<\/Task>)/, "</Callout>"),
		);
		expect(await folder.mistakes()).toEqual([
			'lesson.mdx:18: Task `read` stands nowhere in the prose. / Add <Task id="read">…</Task> to the step it belongs to.',
		]);
		folder.write("lesson.mdx", text.replace("## Start a container", "Start"));
		expect(await folder.mistakes()).toEqual([expect.stringContaining("Task `run` stands before the first step.")]);
	});
});
