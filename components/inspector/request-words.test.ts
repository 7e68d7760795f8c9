import { expect, it } from "vitest";
import { pathParts, requestWords } from "./request-words.ts";

it.each([
	["HEAD", "/_ping", "Is the engine there, and which version does it speak?"],
	["POST", "/v1.45/containers/create?name=web", "Create a container"],
	["GET", "/v1.45/containers/json?all=1", "List containers"],
	["GET", "/v1.45/containers/web/json", "Inspect a container"],
	["GET", "/v1.45/images/registry.lab/team/web:1/json", "Inspect an image"],
	["DELETE", "/v1.45/images/web", "Remove an image, or one of its names"],
	["DELETE", "/v1.45/containers/web?force=1", "Remove it"],
	["POST", "/session", "Open a channel for the build: files, secrets, progress"],
])("%s %s means: %s", (method, path, words) => {
	expect(requestWords(method, path)).toBe(words);
});

it("says nothing of a request that it does not know", () => {
	expect(requestWords("GET", "/v1.45/containers/web/unheard-of")).toBeUndefined();
	expect(requestWords("BREW", "/containers/json")).toBeUndefined();
});

it("takes a path apart, and leaves a query alone that cannot be decoded", () => {
	expect(pathParts("/v1.45/containers/json?filters=%7B%22a%22%3A1%7D&x=a?b")).toEqual({
		version: "/v1.45",
		path: "/containers/json",
		query: 'filters={"a":1}&x=a?b',
	});
	expect(pathParts("/_ping?q=%zz")).toEqual({ version: "", path: "/_ping", query: "q=%zz" });
	expect(pathParts("")).toEqual({ version: "", path: "", query: "" });
});
