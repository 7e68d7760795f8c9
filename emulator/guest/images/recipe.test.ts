import { access, readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { upstreamVersion, versionTags } from "./recipe.ts";
import { allImages, repositories } from "./recipes.ts";

test("Tags tell the version of what Debian packages, without Debian's own additions", () => {
	expect(upstreamVersion("5:8.0.2-3+deb13u2")).toEqual({ full: "8.0.2", minor: "8.0", major: "8" });
	expect(upstreamVersion("17.11-0+deb13u1")).toEqual({ full: "17.11", minor: "17.11", major: "17" });
	expect(upstreamVersion("20.19.2+dfsg-1")).toEqual({ full: "20.19.2", minor: "20.19", major: "20" });
	expect(upstreamVersion("12")).toEqual({ full: "12", minor: "12", major: "12" });
	expect(() => upstreamVersion("sid")).toThrow("not a version");
});

test("Each tag is listed once, with and without suffixes", () => {
	expect(versionTags(upstreamVersion("3.13.5-1"), ["", "-slim"])).toEqual([
		"3.13.5",
		"3.13.5-slim",
		"3.13",
		"3.13-slim",
		"3",
		"3-slim",
	]);
	expect(versionTags(upstreamVersion("12"))).toEqual(["12"]);
});

test("Names are given once, and what an image is built on is of the same release", () => {
	const images = allImages();
	expect(new Set(images.map(({ id }) => id)).size).toBe(images.length);
	expect(new Set(repositories.map(({ name }) => name)).size).toBe(repositories.length);
	for (const image of images) expect(image.from?.suite ?? image.suite, image.id).toBe(image.suite);
	for (const image of images)
		if (image.from !== undefined) expect(images.indexOf(image.from)).toBeLessThan(images.indexOf(image));
});

test("A recipe that has files beside it names its folder", async () => {
	const folders = new Set(allImages().flatMap(({ folder }) => (folder === undefined ? [] : [new URL(".", folder).pathname])));
	const found: string[] = [];
	const root = new URL("./recipes/", import.meta.url);
	for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
		if (/^(?:files|(?:prepare|finish|setup)\.sh)$/.test(entry.name)) found.push(`${entry.parentPath}/`.replace("//", "/"));
	}
	expect([...new Set(found)].filter((folder) => !folders.has(folder))).toEqual([]);
	await Promise.all([...folders].map((folder) => access(folder)));
});
