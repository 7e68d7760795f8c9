import { expect, it } from "vitest";
import { isLabPath } from "./lab.ts";

it.each(["Dockerfile", "web/index.html", "a/b/.env", "..b/c"])("%s lies in the lab", (path) => {
	expect(isLabPath(path)).toBe(true);
});

it.each(["", "/etc/passwd", "../x", "web/../../x", "./x", "a//b", "a/", "a\\b", "a\0b"])("%j does not lie in the lab", (path) => {
	expect(isLabPath(path)).toBe(false);
});
