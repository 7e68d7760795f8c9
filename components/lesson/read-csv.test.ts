import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";

describe("a table in a file", () => {
	it("has a row for each line, and spaces around a cell do not count", () => {
		expect(readCsv("what,vm,container\nstart, 9.1 s ,0.4 s\n", 10)).toEqual([
			["what", "vm", "container"],
			["start", "9.1 s", "0.4 s"],
		]);
	});

	it("may have commas, quotes and line ends within quotes", () => {
		expect(readCsv('a,"one, two"\r\nb,"says ""no"""\r\nc,"two\nlines"', 10)).toEqual([
			["a", "one, two"],
			["b", 'says "no"'],
			["c", "two\nlines"],
		]);
	});

	it("keeps empty cells, and leaves out lines with nothing in them", () => {
		expect(readCsv("a,,c\n\n,,\n,b\n", 10)).toEqual([
			["a", "", "c"],
			["", "b"],
		]);
	});

	it("ends at the number of rows that are wanted, and an empty file has none", () => {
		expect(readCsv("1\n2\n3\n", 2)).toEqual([["1"], ["2"]]);
		expect(readCsv("", 2)).toEqual([]);
	});

	it("takes what follows a quote that nobody closed for its text", () => {
		expect(readCsv('a,"b\nc,d', 10)).toEqual([["a", "b\nc,d"]]);
	});
});
