import { expect, test } from "vitest";
import { layerEntries, parseTreeList } from "./layer-diff.ts";

const digest = (letter: string): string => letter.repeat(64);

/** `files` by path: the letter that their digest consists of. */
function list(entries: readonly string[], files: Readonly<Record<string, string>> = {}) {
	const all = [...entries, ...Object.keys(files).map((path) => `f 644 0 0 ${path}`)];
	const digests = Object.entries(files).map(([path, letter]) => `${digest(letter)}  ${path}\0`);
	return parseTreeList(`${all.map((entry) => `${entry.includes("\t") ? entry : `${entry}\t`}\0`).join("")}\0${digests.join("")}`);
}

test("A layer has what is new and what has another content, with the folders that lead there", () => {
	const before = list(["d 755 0 0 etc", "d 755 0 0 var"], { "etc/a": "a", "etc/b": "b", "var/c": "c" });
	const after = list(["d 755 0 0 etc", "d 755 0 0 var", "d 700 5 5 etc/new"], {
		"etc/a": "a",
		"etc/b": "d",
		"var/c": "c",
		"etc/new/file": "e",
	});
	expect(layerEntries(before, after)).toEqual(["etc", "etc/b", "etc/new", "etc/new/file"]);
});

test("Another owner, mode or link target is a change", () => {
	const before = list(["d 755 0 0 data", "l 777 0 0 link\tone", "d 755 0 0 tmp"]);
	const after = list(["d 755 999 999 data", "l 777 0 0 link\ttwo", "d 1777 0 0 tmp"]);
	expect(layerEntries(before, after)).toEqual(["data", "link", "tmp"]);
});

test("What is gone is marked once, at the highest folder that is gone", () => {
	const before = list(["d 755 0 0 usr", "d 755 0 0 usr/doc"], { "usr/doc/x": "a", "usr/y": "b", top: "c" });
	expect(layerEntries(before, list(["d 755 0 0 usr"]))).toEqual([".wh.top", "usr", "usr/.wh.doc", "usr/.wh.y"]);
});

test("A file in the place of a folder needs no mark for what was in the folder", () => {
	const before = list(["d 755 0 0 a"], { "a/b": "b" });
	expect(layerEntries(before, list([], { a: "c" }))).toEqual(["a"]);
});

test("A folder comes before what is in it, whatever its neighbours are called", () => {
	expect(layerEntries(list([]), list(["d 755 0 0 a"], { "a-b": "a", "a/b": "b" }))).toEqual(["a", "a/b", "a-b"]);
});

test("A tree without entries is an empty list, and a cut list is an error", () => {
	expect(parseTreeList("\0").size).toBe(0);
	expect(() => parseTreeList("f 644 0 0 file\t\0\0")).toThrow("file without a digest");
	expect(() => parseTreeList("nonsense\0\0")).toThrow("not understood");
});
