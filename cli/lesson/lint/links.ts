/** Links that lead nowhere: inside of the site, between lessons, to a step. Links to other sites are only looked at. */
import type { Definition, Link } from "mdast";
import { visit } from "unist-util-visit";
import type { Problem } from "#lessons/catalog/problems.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { lineOf } from "#lessons/catalog/steps.ts";

/** `pages` are the site's, such as `/sandbox`. */
export function lintLinks(lesson: Lesson, all: readonly Lesson[], pages: readonly string[]): Problem[] {
	const problems: Problem[] = [];
	visit(lesson.prose, (node) => {
		if (node.type !== "link" && node.type !== "definition") return;
		const wrong = fault(node, lesson, all, pages);
		if (wrong !== undefined) problems.push({ file: lesson.file, line: lineOf(node), ...wrong });
	});
	return problems;
}

function fault(
	{ url }: Link | Definition,
	lesson: Lesson,
	all: readonly Lesson[],
	pages: readonly string[],
): Pick<Problem, "what" | "remedy"> | undefined {
	if (/^https:\/\//.test(url) || url.startsWith("mailto:")) return undefined;
	if (/^[a-z]+:/i.test(url)) return { what: `The link leads to ${url}.`, remedy: "Links to other sites begin with https://." };
	const [path = "", step] = url.split("#");
	if (path !== "" && !path.startsWith("/")) {
		return { what: `The link \`${url}\` is relative.`, remedy: "Begin it with `/`, such as /lessons/first-container." };
	}
	const named = /^\/lessons\/([^/]+)\/?$/.exec(path)?.[1];
	const target = path === "" ? lesson : all.find(({ plan }) => plan.slug === named);
	if (named !== undefined && target === undefined) {
		return { what: `There is no lesson ${named}.`, remedy: `The lessons are ${all.map(({ plan }) => plan.slug).join(", ")}.` };
	}
	if (target === undefined) {
		if (pages.includes(path)) return undefined;
		return { what: `The site has no page ${path}.`, remedy: `Its pages are ${pages.join(", ")}, and the lessons.` };
	}
	if (step === undefined || target.plan.steps.some(({ id }) => id === step)) return undefined;
	const steps = target.plan.steps.map(({ id }) => `#${id}`).join(", ");
	return { what: `The lesson ${target.plan.slug} has no step #${step}.`, remedy: `Its steps are ${steps}.` };
}
