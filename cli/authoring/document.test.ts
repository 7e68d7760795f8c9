import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { blocks } from "#lessons/blocks.ts";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";
import { frontMatterSchema, taskSchema } from "#lessons/schema.ts";
import { authoringDocument } from "./document.ts";

const document = authoringDocument(readFileSync(lessonPlaces(repositoryFolder).helpers, "utf8"));

it("is what lies in docs/authoring.md; if not, run `npm run docs:authoring`", () => {
	expect(readFileSync(join(repositoryFolder, "docs", "authoring.md"), "utf8")).toBe(document);
});

it("names every field, property and function, each with its meaning", () => {
	const names = [frontMatterSchema, taskSchema, ...Object.values(blocks).map(({ props }) => props)].flatMap(({ shape }) =>
		Object.keys(shape),
	);
	for (const name of names) expect(document).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| [^|]{10,} \\|$`, "m"));
	for (const name of ["container_running NAME", "fail_because WORDS...", "port_answers PORT [PATH]"])
		expect(document).toContain(`| \`${name}\` |`);
	expect(document).not.toContain("undefined");
});
