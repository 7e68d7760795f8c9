/** What a browser gets of a lesson before anybody asks: everything but the solutions. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { lessonPlaces, readLessons } from "#lessons/catalog/catalog.ts";
import { type Site, startSite } from "../support/site.ts";

const lessons = await readLessons(lessonPlaces(repositoryFolder));

describe("The site", () => {
	let site: Site;

	beforeAll(async () => {
		site = await startSite();
	});

	afterAll(() => site.stop());

	it.each(lessons.map((lesson) => [lesson.plan.slug, lesson] as const))(
		"sends the checks of %s and none of its solutions",
		async (slug, lesson) => {
			const sent = await everythingOf(`/lessons/${slug}`);
			for (const { check, solve } of lesson.scripts.values()) {
				// That it would be found if it were there.
				expect(sent).toContain(bare(check?.text ?? "no check"));
				expect(sent).not.toContain(bare(solve?.text ?? ""));
			}
			for (const line of [...lesson.solutions.values()].flat()) {
				if ("type" in line) expect(sent).not.toContain(bare(`{"type":${JSON.stringify(line.type)}}`));
			}
		},
	);

	/** The page, what the router fetches for it, and every script it loads, without what encodings add. */
	async function everythingOf(path: string): Promise<string> {
		const page = await textOf(path);
		const scripts = [...new Set([...page.matchAll(/\/_next\/static\/[^"'\\ ]+\.js/g)].map(([url]) => url))];
		expect(scripts.length).toBeGreaterThan(0);
		const rest = await Promise.all([textOf(path, { RSC: "1" }), ...scripts.map((url) => textOf(url))]);
		return bare([page, ...rest].join("\n"));
	}

	async function textOf(path: string, headers: Record<string, string> = {}): Promise<string> {
		const answer = await fetch(new URL(path, site.origin), { headers });
		expect(answer.status, path).toBe(200);
		return await answer.text();
	}
});

/** Neither JSON in a script in HTML nor anything simpler changes this of a text. */
function bare(text: string): string {
	return text
		.replace(/&(?:quot|#34|#x22);/g, '"')
		.replace(/&(?:#39|#x27|apos);/g, "'")
		.replace(/&lt;|\\+u003c/g, "<")
		.replace(/&gt;|\\+u003e/g, ">")
		.replace(/&amp;|\\+u0026/g, "&")
		.replace(/\\+[nrt]?|\s/g, "");
}
