import { readFileSync } from "node:fs";
import { type ComponentType, createElement, type PropsWithChildren } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { blocks } from "../blocks.ts";
import type { LessonComponents } from "../components.ts";
import { compileLesson } from "./compile-lesson.ts";
import { TestFolder } from "./test-folder.ts";

/** Each as a tag of its own name, with its properties as they came. */
const made = ["Introduction", "Step", "Value", "Commands", "Command", "CodeBlock", "Output", "FileBlock"];
const components = Object.fromEntries(
	[...Object.keys(blocks), ...made].map((name): [string, ComponentType<PropsWithChildren<Record<string, unknown>>>] => [
		name,
		({ children, ...props }) => createElement(`b-${name.toLowerCase()}`, { props: JSON.stringify(props) }, children),
	]),
) as unknown as LessonComponents;

/** What the lesson to begin from becomes, with `text` in place of its prose. */
async function html(text: string): Promise<string> {
	const folder = new TestFolder();
	const before = readFileSync(folder.path("lesson.mdx"), "utf8");
	const frontMatter = before.slice(0, before.indexOf("---", 4));
	const tasks = '<Task id="run">\nOne.\n</Task>\n\n<Task id="read">\nTwo.\n</Task>\n';
	folder.write("lesson.mdx", `${frontMatter}---\n\n${text}\n\n## Tasks\n\n${tasks}`);
	const compiled = await compileLesson("first", folder.places);
	if (compiled === undefined) throw new Error("the lesson is not there");
	const whole = renderToStaticMarkup(compiled.render(components)).replaceAll("&quot;", "'");
	return whole.slice(0, whole.indexOf("<b-step props=\"{'id':'tasks'"));
}

it("divides prose into an introduction and steps that are labelled by their headings", async () => {
	expect(await html("Why.\n\n## Run `it`, now\n\nHow.\n\n### Detail\n\nWhat.")).toBe(
		'<b-introduction props="{}"><p>Why.</p></b-introduction>' +
			"<b-step props=\"{'id':'run-it-now','title':'Run it, now','number':1,'headingId':'run-it-now-heading'}\">" +
			'<h2 id="run-it-now-heading">Run <code data-unbroken="">it</code>, now</h2><p>How.</p><h3>Detail</h3><p>What.</p></b-step>',
	);
});

it("puts values where their names are: in sentences, in code, in colour, and leaves them in properties", async () => {
	const value = "<b-value props=\"{'name':'name'}\"></b-value>";
	expect(await html("Call it {{name}}, as in `--name {{name}}`.")).toContain(
		`<p>Call it ${value}, as in <code data-unbroken="">--name ${value}</code>.</p>`,
	);
	expect(await html('It is <Live value="container:{{name}}.pid" />.')).toContain("{'value':'container:{{name}}.pid'}");
	const commands = await html("```sh run\ndocker run --name {{name}} \\\n  busybox\n\ndocker ps --format '{{.Names}}'\n```");
	expect(commands).toContain("<b-command props=\"{'text':'docker run --name {{name}} busybox'}\">");
	expect(commands).toContain(value);
	expect(commands).toContain("<b-command props=\"{'text':'docker ps --format &#x27;{{.Names}}&#x27;'}\">");
});

it("keeps short code in one line, and lets long code break", async () => {
	const text = await html("`book-net` and `/usr/libexec/docker/cli-plugins`");
	expect(text).toContain('<code data-unbroken="">book-net</code> and <code>/usr/libexec/docker/cli-plugins</code>');
});

it("colours code with names of tokens and nothing inline", async () => {
	const block = await html("```dockerfile file=web/Dockerfile write\nFROM nginx:1.26\nCOPY . /srv\n```");
	expect(block).toContain(
		"{'path':'web/Dockerfile','language':'dockerfile','text':'FROM nginx:1.26\\nCOPY . /srv','write':true}",
	);
	expect(block).toContain('<span data-token="keyword">FROM</span>');
	expect(block).toContain("\n<span");
	expect(block).not.toContain("style=");
	expect(await html("```text\n<b>{{.Names}}</b>\n```")).toContain("&lt;b&gt;{{.Names}}&lt;/b&gt;</b-output>");
});

it("gives blocks their properties and nothing but blocks between blocks", async () => {
	const quiz =
		'<Quiz id="q" question="Why?" kind="single">\n<Choice correct why="a">Because.</Choice>\n<Choice why="b">Not so.</Choice>\n</Quiz>';
	expect(await html(quiz)).toContain(
		"<b-quiz props=\"{'id':'q','question':'Why?','kind':'single'}\"><b-choice props=\"{'correct':true,'why':'a'}\">Because.</b-choice>" +
			"<b-choice props=\"{'why':'b'}\">Not so.</b-choice></b-quiz>",
	);
	const compare = '<Compare leftTitle="VM" rightTitle="Container">\n<Side>\nA.\n</Side>\n<Side>\nB.\n</Side>\n</Compare>';
	expect(await html(compare)).toContain('<b-side props="{}"><p>A.</p></b-side><b-side props="{}"><p>B.</p></b-side></b-compare>');
	expect(await html("{/* not said */}\n\nSaid {/* not this */} so.")).toContain(
		'<b-introduction props="{}"><p>Said  so.</p></b-introduction>',
	);
});

it("is undefined for a lesson that is not there", async () => {
	expect(await compileLesson("none", new TestFolder().places)).toBeUndefined();
});
