import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readLessons } from "#lessons/catalog/catalog.ts";
import { TestFolder } from "#lessons/catalog/test-folder.ts";
import { lintLesson } from "./lint-lesson.ts";

const facts = { images: new Set(["busybox:latest", "nginx:1.26", "nginx:latest"]), pages: ["/", "/lessons", "/sandbox"] };

/** What is found in the lesson to begin from when `spoil` has changed it. */
async function found(spoil: (folder: TestFolder) => void): Promise<string[]> {
	const folder = new TestFolder();
	spoil(folder);
	const lessons = await readLessons(folder.places);
	const [lesson] = lessons;
	if (lesson === undefined) throw new Error("the lesson is not there");
	const problems = await lintLesson(lesson, lessons, facts);
	return problems.map(({ file, line, what, remedy }) => `${file.split("/").at(-1)}:${line}: ${what} / ${remedy}`);
}

function append(text: string): (folder: TestFolder) => void {
	return (folder) => folder.write("lesson.mdx", `${readFileSync(folder.path("lesson.mdx"), "utf8")}\n${text}\n`);
}

function replace(from: string, to: string): (folder: TestFolder) => void {
	return (folder) => folder.write("lesson.mdx", readFileSync(folder.path("lesson.mdx"), "utf8").replace(from, to));
}

/** The line that `append` writes to. */
const END = readFileSync(new URL("../../../lessons/template/lesson.mdx", import.meta.url), "utf8").split("\n").length + 1;

it("finds nothing in the lesson that authors begin from, links that lead somewhere included", async () => {
	const links = "[a](/sandbox) [b](/lessons/first#start-a-container) [c](#read-what-it-said) [d](https://docs.docker.com/)";
	expect(await found(append(links))).toEqual([]);
});

it.each<[string, (folder: TestFolder) => void, string]>([
	[
		"a link to a lesson that is not there",
		append("[a](/lessons/none)"),
		`lesson.mdx:${END}: There is no lesson none. / The lessons are first.`,
	],
	[
		"a link to a page that is not there",
		append("[a](/none)"),
		`lesson.mdx:${END}: The site has no page /none. / Its pages are /, `,
	],
	[
		"a link to a step that is not there",
		append("[a](#none)"),
		`lesson.mdx:${END}: The lesson first has no step #none. / Its steps are `,
	],
	["a relative link", append("[a](other.mdx)"), `lesson.mdx:${END}: The link \`other.mdx\` is relative. / Begin it with`],
	[
		"a link without encryption",
		append("[a](http://example.org/)"),
		`lesson.mdx:${END}: The link leads to http://example.org/. / `,
	],
	[
		"an image that is not there",
		replace("[busybox]", "[busybox, nginx:9]"),
		"lesson.mdx:10: The site has no image nginx:9. / It has nginx:1.26, nginx:latest.",
	],
	[
		"an image of a Dockerfile that is not there",
		append("```dockerfile\n# A build.\nFROM alpine AS build\nFROM build\n```"),
		`lesson.mdx:${END + 2}: The site has no image alpine:latest. / It has busybox, nginx.`,
	],
	[
		"an image that the front matter does not list",
		(folder) => folder.write("files/compose.yaml", "services:\n  web:\n    image: nginx:1.26\n", 0o644),
		"compose.yaml:3: The lesson uses nginx:1.26, which is not in the `images` of its front matter. / Add it",
	],
	[
		"a command that bash cannot read",
		append('```sh run\ndocker ps\necho "open\n```'),
		`lesson.mdx:${END + 2}: bash cannot read this command: `,
	],
	[
		"a here-document without its end",
		append("```sh\ncat <<END\nx\n```"),
		`lesson.mdx:${END + 2}: bash cannot read this command: warning: here-document`,
	],
	[
		"a script that bash cannot read",
		(folder) => folder.write("tasks/run.check.sh", "#!/bin/bash\nif true; then\n  echo no\n"),
		"run.check.sh:5: bash cannot read this script: syntax error",
	],
	["a time that nobody takes", replace("minutes: 5", "minutes: 55"), "lesson.mdx:5: 55 minutes are not plausible: "],
	[
		"a value that nothing uses",
		replace("{ word: true }", "{ word: true }\n  spare: { word: true }"),
		"lesson.mdx:14: Nothing uses the value `spare`.",
	],
	[
		"a text alternative that says nothing",
		append('<Figure name="layers" alt="A diagram of the layers of an image" />'),
		`lesson.mdx:${END}: “A diagram of the layers of an image” does not tell`,
	],
])("finds %s", async (_, spoil, words) => {
	const problems = await found(spoil);
	expect(problems.join("\n")).toContain(words);
	expect(problems).toHaveLength(1);
});
