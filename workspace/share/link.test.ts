import { randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromFragment, toFragment } from "./link.ts";
import type { Project } from "./project.ts";

const project: Project = {
	files: [
		{ path: "web/Dockerfile", content: "FROM nginx\nCOPY site /usr/share/nginx/html\n" },
		{ path: "web/start.sh", content: "#!/bin/sh\necho ⚓\n", run: true },
	],
};

function fragmentOf(value: unknown): string {
	return `#project=1.${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;
}

describe("a project in a link", () => {
	it("comes out as it went in, in characters that every address may have", () => {
		const fragment = toFragment(project);
		expect(fragment).toMatch(/^#project=1\.[A-Za-z0-9_-]+$/);
		expect(fromFragment(fragment)).toEqual(project);
	});

	it("comes out as it went in, whatever is in its files", () => {
		const file = fc.record({ path: fc.stringMatching(/^[a-z]{1,9}(\/[a-z.]{3,9}x)?$/), content: fc.string({ unit: "binary" }) });
		fc.assert(
			fc.property(fc.uniqueArray(file, { minLength: 1, maxLength: 5, selector: ({ path }) => path }), (files) => {
				expect(fromFragment(toFragment({ files }))).toEqual({ files });
			}),
		);
	});

	it("is none in a fragment of another kind", () => {
		expect(fromFragment("")).toBeNull();
		expect(fromFragment("#step-2")).toBeNull();
	});

	it.each([
		["../outside"],
		["a/../../outside"],
		["/etc/passwd"],
		["a//b"],
		["./a"],
		["a/."],
		[""],
		["a\\..\\b"],
		["a\nb"],
		["a\u202etxt.sh"],
		["a\u0000"],
		["x".repeat(201)],
	])("with the path %j is refused", (path) => {
		expect(() => fromFragment(fragmentOf({ files: [{ path, content: "" }] }))).toThrow(/cannot be taken: files\.0\.path/);
	});

	it("is refused with two files of one name, with too many, with none, and with what it should not have", () => {
		const file = { path: "a", content: "" };
		expect(() => fromFragment(fragmentOf({ files: [file, file] }))).toThrow("two files of one name");
		expect(() =>
			fromFragment(fragmentOf({ files: Array.from({ length: 41 }, (_, at) => ({ path: `f${at}`, content: "" })) })),
		).toThrow("cannot be taken");
		expect(() => fromFragment(fragmentOf({ files: [] }))).toThrow("cannot be taken");
		expect(() => fromFragment(fragmentOf({ files: [{ ...file, mode: 0o4755 }] }))).toThrow("cannot be taken");
		expect(() => fromFragment(fragmentOf("text"))).toThrow("cannot be taken");
	});

	it("that unpacks to far more than it takes is stopped on the way", () => {
		const bomb = fragmentOf({ files: [{ path: "a", content: "x".repeat(20_000_000) }] });
		expect(bomb.length).toBeLessThan(30_000);
		expect(() => fromFragment(bomb)).toThrow("unpacks to more");
	});

	it("that is cut short, or not ours, is said to be damaged", () => {
		const whole = toFragment(project);
		for (let length = "#project=1.".length; length < whole.length; length += 3) {
			expect(() => fromFragment(whole.slice(0, length))).toThrow("damaged");
		}
		expect(() => fromFragment("#project=1.!!!")).toThrow("damaged");
		expect(() => fromFragment("#project=2.abc")).toThrow("newer Slipway");
		expect(() => fromFragment(`#project=1.${"A".repeat(30_000)}`)).toThrow("longer than any");
	});

	it("too large for a link is told with its size", () => {
		const content = randomBytes(40_000).toString("base64");
		expect(() => toFragment({ files: [{ path: "noise", content }] })).toThrow(/a link of [\d,]+ characters; 30,000 is the most/);
	});
});
