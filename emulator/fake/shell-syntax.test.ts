import { describe, expect, it } from "vitest";
import { parseShell } from "./shell-syntax.ts";

function words(text: string): string[][] {
	return parseShell(text).flatMap(({ pipeline }) =>
		pipeline.map((command) =>
			command.words.map((word) => word.map((part) => ("text" in part ? part.text : `<${part.variable}>`)).join("")),
		),
	);
}

describe("the fake shell's grammar", () => {
	it("reads words, quotes and variables", () => {
		expect(words(`echo 'a  b' "c $D" e\\ f "" \${G}h $?`)).toEqual([["echo", "a  b", "c <D>", "e f", "", "<G>h", "<?>"]]);
	});

	it("reads lists and pipes", () => {
		expect(parseShell("a & b && c || d; e | f").map(({ pipeline, joiner }) => [pipeline.length, joiner])).toEqual([
			[1, "&"],
			[1, "&&"],
			[1, "||"],
			[1, ";"],
			[2, ";"],
		]);
	});

	it("reads redirections", () => {
		const [item] = parseShell("a < in >> out 2> err >&2");
		expect(item?.pipeline[0]?.redirects.map((redirect) => redirect.kind)).toEqual(["in", "append", "out", "join"]);
	});

	it("refuses what it does not know instead of guessing", () => {
		expect(() => parseShell("echo $(date)")).toThrow("command substitution");
		expect(() => parseShell("echo 'a")).toThrow("not closed");
		expect(() => parseShell("echo >")).toThrow("file name");
	});
});
