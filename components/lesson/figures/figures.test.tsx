import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { figures } from "./figures.ts";

/** A character of the monospaced face is 0.6 of its size wide. */
const LABEL_WIDTH = 0.6 * 13;
const QUIET_WIDTH = 0.6 * 12;

interface Extent {
	readonly words: string;
	readonly left: number;
	readonly right: number;
}

/** Where each piece of text lies, from the drawing's own attributes. */
function extents(markup: string): Extent[] {
	const found: Extent[] = [];
	let boxAnchor = "start";
	for (const [, boxTag, textTag, attributes = "", words] of markup.matchAll(/<(?:(g)|(text|tspan))([^>]*)>([^<]*)/g)) {
		const attribute = (name: string): string | undefined => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
		if (boxTag !== undefined || textTag === "text") boxAnchor = attribute("text-anchor") ?? boxAnchor;
		const x = attribute("x");
		if (words === undefined || words === "" || x === undefined) continue;
		const characters = words.replaceAll(/&[a-z#0-9]+;/g, "x").length;
		const width = characters * (textTag === "tspan" || attribute("class") !== undefined ? QUIET_WIDTH : LABEL_WIDTH);
		const left = boxAnchor === "middle" ? Number(x) - width / 2 : boxAnchor === "end" ? Number(x) - width : Number(x);
		found.push({ words, left, right: left + width });
	}
	return found;
}

describe("The figures of lessons", () => {
	for (const [name, Figure] of Object.entries(figures)) {
		const markup = renderToStaticMarkup(<Figure alt="Two boxes and an arrow." />);

		it(`${name}: all words lie on the sheet`, () => {
			const all = extents(markup);
			expect(all.length).toBeGreaterThan(2);
			expect(all.filter(({ left, right }) => left < 0 || right > 360)).toEqual([]);
		});

		it(`${name}: is an image with a text of its own`, () => {
			expect(markup).toMatch(/^<svg[^>]* role="img" aria-label="Two boxes and an arrow\."/);
		});
	}
});
