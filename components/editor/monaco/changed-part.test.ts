import fc from "fast-check";
import { expect, it } from "vitest";
import { changedPart } from "./changed-part.ts";

const piece = fc.constantFrom("a", "b", "\n", "\r\n", "🚢", "🚣", "é", "line\n");
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

it("Replacing the part that changed gives the other text", () => {
	fc.assert(
		fc.property(text, text, (before, after) => {
			const { start, end, text } = changedPart(before, after);
			expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
		}),
	);
});

it("No character and no line's end is ever cut in two", () => {
	fc.assert(
		fc.property(text, text, (before, after) => {
			const { start, end, text } = changedPart(before, after);
			for (const part of [before.slice(0, start), before.slice(end), text]) {
				expect(() => encodeURIComponent(part)).not.toThrow();
			}
			expect(before.slice(0, start).endsWith("\r") && before[start] === "\n").toBe(false);
			expect(before[end - 1] === "\r" && before[end] === "\n").toBe(false);
		}),
	);
});

it("What is the same at both ends is left alone", () => {
	expect(changedPart("one two three", "one 2 three")).toEqual({ start: 4, end: 7, text: "2" });
	expect(changedPart("same", "same")).toEqual({ start: 4, end: 4, text: "" });
});
