import { describe, expect, it } from "vitest";
import { failureNames, failureWords, type Remedy } from "./failure-words.ts";

const buttons: readonly Remedy[] = ["try-again", "reset", "reload", "none"];

describe("the words for failures", () => {
	it.each(failureNames)("%s says what happened and what to do, in whole sentences", (name) => {
		const { title, whatHappened, whatToDo, remedy } = failureWords(name);
		expect(title).toMatch(/^[A-Z].*[^.]$/);
		expect(whatHappened).toMatch(/^[A-Z].*\.$/);
		expect(whatToDo).toMatch(/^[A-Z].*\.$/);
		expect(buttons).toContain(remedy);
	});

	it("no two failures look the same", () => {
		const titles = failureNames.map((name) => failureWords(name).title);
		expect(new Set(titles).size).toBe(titles.length);
	});

	it("people never read a class name or an internal word", () => {
		for (const name of failureNames) {
			const { title, whatHappened, whatToDo } = failureWords(name);
			expect(`${title} ${whatHappened} ${whatToDo}`, name).not.toMatch(
				/[a-z]Error\b|undefined|null|\bagent\b|bundle|chunk|snapshot/,
			);
		}
	});
});
