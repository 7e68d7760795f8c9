import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { applyEdits, replaceOnce } from "./edits.ts";
import { upstreamVersion } from "./programs.ts";

describe("A change of a source file", () => {
	it("is made where its text is, once", () => {
		expect(replaceOnce("a $& b", "$&", "$1$`", "f.go")).toBe("a $1$` b");
	});

	it("that does not fit is an error that names the file", () => {
		expect(() => replaceOnce("a b", "c", "d", "f.go")).toThrow(/f\.go has no "c"/);
		expect(() => replaceOnce("c c", "c", "d", "f.go")).toThrow(/f\.go has "c" more than once/);
		// The same text again, in itself.
		expect(() => replaceOnce("aaa", "aa", "d", "f.go")).toThrow(/more than once/);
	});

	it("sees what changes before it made of the same file", async () => {
		const folder = await mkdtemp(path.join(tmpdir(), "edits-"));
		try {
			await writeFile(path.join(folder, "f.go"), "one");
			await applyEdits(folder, [
				{ file: "f.go", find: "one", put: "two" },
				{ file: "f.go", find: "two", put: "three" },
			]);
			expect(await readFile(path.join(folder, "f.go"), "utf8")).toBe("three");
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});

describe("The version of a source", () => {
	it.each([
		["26.1.5+dfsg1-9+deb13u1", "26.1.5+dfsg1"],
		["1.7.24~ds1-6", "1.7.24~ds1"],
		["1:0.27.0-2", "0.27.0"],
		["1.0", "1.0"],
	])("%s is upstream's %s", (debian, upstream) => {
		expect(upstreamVersion(debian)).toBe(upstream);
	});
});
