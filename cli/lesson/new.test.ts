import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readLessons } from "#lessons/catalog/catalog.ts";
import { TestFolder } from "#lessons/catalog/test-folder.ts";
import { newCommand } from "./new.ts";

beforeEach(() => {
	vi.spyOn(console, "log").mockImplementation(() => {});
	vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
	vi.restoreAllMocks();
	process.exitCode = undefined;
});

it("makes a whole lesson after all others", async () => {
	const { places } = new TestFolder();
	await newCommand("volumes-that-last", places);
	const lessons = await readLessons(places);
	expect(lessons.map(({ summary }) => [summary.number, summary.slug, summary.title])).toEqual([
		[1, "first", "A new lesson"],
		[2, "volumes-that-last", "Volumes that last"],
	]);
	expect(process.exitCode).toBeUndefined();
});

it.each([
	["first", "there is a lesson of that name"],
	["../outside", "is no name for a lesson"],
	["Two Words", "is no name for a lesson"],
])("refuses the name %s and touches nothing", async (name, why) => {
	const { places } = new TestFolder();
	await newCommand(name, places);
	expect(console.error).toHaveBeenCalledWith(expect.stringContaining(why));
	expect(process.exitCode).toBe(1);
	expect(await readLessons(places)).toHaveLength(1);
});
