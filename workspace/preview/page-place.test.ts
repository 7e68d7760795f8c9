import { describe, expect, it } from "vitest";
import { parsePagePlace, typedPath } from "./page-place.ts";

describe("the address bar", () => {
	it.each([
		["/a/b?c#d", "/a/b?c#d"],
		["a", "/a"],
		["", "/"],
		["  /x ", "/x"],
		["http://localhost:8080/a", "/a"],
		["https://somewhere.example", "/"],
		["localhost:8080/a", "/a"],
		["localhost:8080", "/"],
		[":8080/a", "/a"],
		["?q=1", "/?q=1"],
		["//evil.example/a", "/a"],
		["localhosts/a", "/localhosts/a"],
	])("takes %j for the path %j", (typed, path) => expect(typedPath(typed)).toBe(path));

	it("shows what a page says only when it has the form of a place", () => {
		const place = { kind: "slipway-at", path: "/a", title: "A", canGoBack: true, canGoForward: false };
		expect(parsePagePlace(place)).toMatchObject({ path: "/a" });
		for (const wrong of [
			null,
			"slipway-at",
			{ ...place, path: "javascript:alert(1)" },
			{ ...place, title: 1 },
			{ ...place, kind: "other" },
		]) {
			expect(parsePagePlace(wrong)).toBeUndefined();
		}
	});
});
