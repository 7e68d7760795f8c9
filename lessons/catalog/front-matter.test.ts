import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TestFolder } from "./test-folder.ts";

/** The lesson to begin from, with `from` replaced by `to` in its text. */
async function mistakesWith(from: string | RegExp, to: string): Promise<string[]> {
	const folder = new TestFolder();
	const text = readFileSync(folder.path("lesson.mdx"), "utf8");
	const changed = text.replace(from, to);
	expect(changed).not.toBe(text);
	folder.write("lesson.mdx", changed);
	return await folder.mistakes();
}

it("finds no mistake in the lesson that authors begin from", async () => {
	expect(await new TestFolder().mistakes()).toEqual([]);
});

it.each([
	["a field that is not known", "summary:", "sumary:", 3, "no field `sumary`", "Did you mean `summary`?"],
	["a field that is missing", /^title:.*\n/m, "", 2, "`title` is missing", "docs/authoring.md"],
	["a field of another type", "minutes: 5", "minutes: ten", 5, "`minutes`", "docs/authoring.md"],
	["a number out of its range", "minutes: 5", "minutes: 600", 5, "`minutes`", "docs/authoring.md"],
	["a part of the course that is not there", "module: Containers", "module: Container", 4, "must be one of", "docs/authoring.md"],
	["a field of a task that is not known", "    points: 2", "    pionts: 2", 17, "no field `pionts`", "Did you mean `points`?"],
	["an id that is none", "id: run", "id: Run it", 15, "`tasks[0].id`", "docs/authoring.md"],
	["a value of no kind", "{ word: true }", "{ wrod: true }", 13, "`values.name`", "docs/authoring.md"],
	["a value that means something to bash", "{ word: true }", '{ pick: ["a; rm", b] }', 13, "`values.name", "docs/authoring.md"],
	["an image that is none", "[busybox]", '["busy box"]', 10, "`images[0]`", "docs/authoring.md"],
	["YAML that is none", "title: A new lesson", "title: A new: lesson", 2, "not valid YAML", "need quotes"],
	["a key that stands twice", "version: 1", "version: 1\nversion: 2", 12, "not valid YAML", "Mend it"],
	["two tasks of one id", "id: read", "id: run", 18, "Two tasks have the id `run`: the first is in line 15", "another id"],
	["a need of no task", "needs: [run]", "needs: [rnu]", 20, "needs `rnu`, which is no task", "Did you mean `run`?"],
	["a need of a later task", "    points: 2", "    needs: [read]", 17, "neither can ever begin", "out of `needs`"],
	["a need of itself", "needs: [run]", "needs: [read]", 20, "neither can ever begin", "out of `needs`"],
	[
		"a lesson to build on that is not there",
		"version: 1",
		"version: 1\nprerequisites: [secnd]",
		12,
		"no lesson `secnd`",
		"The lessons are",
	],
])("names the line of %s, and the remedy", async (_, from, to, line, what, remedy) => {
	const mistakes = await mistakesWith(from, to);
	const found = mistakes.find((mistake) => mistake.includes(what));
	expect(found, mistakes.join("\n")).toMatch(new RegExp(`^lesson[.]mdx:${line}: `));
	expect(found?.split(" / ").at(-1)).toContain(remedy);
});

it("tells a need in a circle from one that comes later", async () => {
	const folder = new TestFolder();
	const text = readFileSync(folder.path("lesson.mdx"), "utf8");
	folder.write("lesson.mdx", text.replace("    points: 2", "    needs: [read]").replace("    needs: [run]\n", ""));
	expect(await folder.mistakes()).toEqual([expect.stringContaining("Task `run` needs `read`, which comes after it.")]);
});

it("says what to begin a lesson with when there is no front matter", async () => {
	const folder = new TestFolder();
	folder.write("lesson.mdx", "# Hello\n\n## Step\n");
	expect((await folder.mistakes())[0]).toBe(
		"lesson.mdx:1: The lesson does not begin with front matter. / Begin the file with a line `---`, the fields (title, summary, …), and another line `---`.",
	);
});

it("lists the mistakes of all lessons at once", async () => {
	const folder = new TestFolder();
	folder.addLesson("02-second");
	folder.write("../02-second/lesson.mdx", readFileSync(folder.path("lesson.mdx"), "utf8").replace("version: 1", "version: 0"));
	folder.write("lesson.mdx", readFileSync(folder.path("lesson.mdx"), "utf8").replace("minutes: 5", "minutes: 0"));
	expect(await folder.mistakes()).toEqual([
		expect.stringMatching(/^lesson[.]mdx:5: `minutes`/),
		expect.stringMatching(/^\.\.\/02-second\/lesson[.]mdx:11: `version`/),
	]);
});

it("does not let two lessons share a name or a number, or one build on a later one", async () => {
	const folder = new TestFolder();
	folder.addLesson("01-other");
	folder.addLesson("02-first");
	const text = readFileSync(folder.path("lesson.mdx"), "utf8");
	folder.write("lesson.mdx", text.replace("version: 1", "version: 1\nprerequisites: [other]"));
	expect(await folder.mistakes()).toEqual([
		"lesson.mdx:12: The lesson builds on `other`, which comes after it. / Give it a lower number than this one, or take it out.",
		expect.stringMatching(/^\.\.\/01-other\/lesson[.]mdx: The lesson has the number of /),
		expect.stringMatching(/^\.\.\/02-first\/lesson[.]mdx: The lesson has the name of /),
	]);
});
