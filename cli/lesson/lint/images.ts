/** Images that a lesson names, against those that the site has: an image that is not there cannot be pulled without a network. */
import type { Code } from "mdast";
import { visit } from "unist-util-visit";
import type { Problem } from "#lessons/catalog/problems.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { lineOf } from "#lessons/catalog/steps.ts";

interface Use {
	readonly image: string;
	readonly file: string;
	readonly line: number;
}

/** `known` has each as `nginx:1.26`. */
export function lintImages(lesson: Lesson, known: ReadonlySet<string>): Problem[] {
	const listed = lesson.meta.images.map((image, at) => ({ image, file: lesson.file, line: lesson.lineOf(["images", at]) }));
	const used = usesOf(lesson).filter(({ image }) => isOfSite(image) && !image.includes("{{"));
	const unknown = [...listed, ...used].filter(({ image }) => isOfSite(image) && !known.has(withTag(image)));
	const unlisted = used.filter(
		({ image }) => known.has(withTag(image)) && !listed.some((one) => nameOf(one.image) === nameOf(image)),
	);
	return [
		...unknown.map(({ image, file, line }) => ({
			file,
			line,
			what: `The site has no image ${withTag(image)}.`,
			remedy: tagsOf(image, known),
		})),
		...unlisted.map(({ image, file, line }) => ({
			file,
			line,
			what: `The lesson uses ${image}, which is not in the \`images\` of its front matter.`,
			remedy: "Add it, so that people see what the lesson needs.",
		})),
	];
}

/** Where an image is named beyond doubt: `docker pull`, `FROM`, and `image:` of services that are not built. */
function usesOf(lesson: Lesson): Use[] {
	const uses: Use[] = [];
	visit(lesson.prose, "code", (node: Code) => {
		// The text begins in the line after the fence.
		uses.push(...usesIn(node.value, lesson.file, lineOf(node) + 1));
	});
	for (const { path, content } of lesson.plan.files)
		uses.push(...usesIn(content, `${lesson.file.replace(/lesson[.]mdx$/, "")}files/${path}`, 1));
	for (const { solve } of lesson.scripts.values()) if (solve !== undefined) uses.push(...usesIn(solve.text, solve.file, 1));
	return uses;
}

function usesIn(text: string, file: string, firstLine: number): Use[] {
	const stages = new Set([...text.matchAll(/^FROM\s+\S+\s+AS\s+(\S+)/gim)].map(([, name]) => name));
	const built = /^\s*build:/m.test(text);
	return text.split("\n").flatMap((line, at) => {
		const image =
			/^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line)?.[1] ??
			/\bdocker\s+(?:image\s+)?pull\s+(?:-\S+\s+)*(\S+)/.exec(line)?.[1] ??
			(built ? undefined : /^\s+image:\s*["']?([^\s"'#]+)/.exec(line)?.[1]);
		if (image === undefined || stages.has(image) || image === "scratch" || image.includes("$")) return [];
		return [{ image, file, line: firstLine + at }];
	});
}

/** Others come from a registry of the lesson's own. */
function isOfSite(image: string): boolean {
	const [first = ""] = image.split("/");
	return !image.includes("@") && (!image.includes("/") || !/[.:]/.test(first) || first === "docker.io");
}

function nameOf(image: string): string {
	return image
		.replace(/^docker[.]io\//, "")
		.replace(/^library\//, "")
		.replace(/:[^/]*$/, "");
}

function withTag(image: string): string {
	return `${nameOf(image)}:${/:([^/]*)$/.exec(image)?.[1] ?? "latest"}`;
}

function tagsOf(image: string, known: ReadonlySet<string>): string {
	const name = nameOf(image);
	const tags = [...known].filter((one) => nameOf(one) === name);
	if (tags.length > 0) return `It has ${tags.join(", ")}.`;
	return `It has ${[...new Set([...known].map(nameOf))].join(", ")}.`;
}
