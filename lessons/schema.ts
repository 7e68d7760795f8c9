/** The front matter of a lesson. What an author may write, and what it means: docs/authoring.md is made from these descriptions. */
import * as z from "zod";
import { modules } from "./modules.ts";
import { imagePattern, slugPattern, valueNamePattern, valueTextPattern } from "./names.ts";

const slug = z.string().regex(slugPattern, "must be lower-case words joined by hyphens, such as `first-container`");
const sentence = z.string().trim().min(1, "must not be empty").max(300, "must be at most 300 characters long");
const port = z
	.int("must be a port, a number from 1024 to 65535")
	.min(1024, "must be a port from 1024: those below are the guest's own")
	.max(65535, "must be a port, at most 65535");
const image = z.string().regex(imagePattern, "must be an image as `docker pull` takes it, such as `nginx:1.26`");
const valueText = z
	.string()
	.regex(valueTextPattern, "may have letters, digits and . _ / : - in it, and begins with a letter or digit");

export const valueSchema = z.union(
	[
		z.strictObject({
			pick: z.array(valueText).min(2, "must list two texts or more").describe("One of these texts, such as `[otter, heron]`"),
		}),
		z.strictObject({
			port: z
				.tuple([port, port])
				.refine(([first, last]) => first <= last, "must go from the lower port to the higher")
				.describe("A port of this range, both ends included, such as `[8100, 8199]`; no two values of a lesson get the same"),
		}),
		z.strictObject({ word: z.literal(true).describe("`true`: a short plain word that is easy to type") }),
	],
	{ error: "must be one of `{ pick: [a, b] }`, `{ port: [8100, 8199] }` and `{ word: true }`" },
);

export const taskSchema = z.strictObject({
	id: slug.describe("Names the task: in `<Task id>`, in the names of its scripts, in people's progress. Never change it later"),
	title: sentence.describe("What is to be reached, in a few words: “A container named web is running”"),
	points: z.int().min(1).max(10).default(1).describe("What it counts for"),
	mode: z
		.enum(["once", "always"], "must be `once` or `always`")
		.default("once")
		.describe(
			"`once`: passed stays passed. `always`: it has to hold to the end of the lesson, and is lost when it no longer does",
		),
	needs: z.array(slug).default([]).describe("Tasks that have to be passed before this one is checked"),
	timeLimitSeconds: z.int().min(1).max(120).default(20).describe("For one run of its check, and of each of its hints"),
});

export const frontMatterSchema = z.strictObject({
	title: z.string().trim().min(1, "must not be empty").max(60, "must be at most 60 characters long").describe("Of the lesson"),
	summary: sentence.describe("One or two sentences for the catalogue: what one can do afterwards"),
	module: z.enum(modules, `must be one of ${modules.map((name) => `“${name}”`).join(", ")}`).describe("Part of the course"),
	minutes: z.int().min(3).max(60).describe("How long a beginner takes"),
	difficulty: z
		.enum(["beginner", "intermediate", "advanced"], "must be `beginner`, `intermediate` or `advanced`")
		.describe("What a reader has to be used to"),
	objectives: z
		.array(sentence)
		.min(1, "must list one or more")
		.max(6)
		.describe("What a reader can do afterwards, each begins with a verb"),
	prerequisites: z
		.array(slug)
		.default([])
		.describe("Lessons to have done before, by the names of their folders without the number"),
	images: z.array(image).default([]).describe("Images that the lesson uses; the site's own registry has to have them"),
	version: z.int().min(1).describe("Raise it when a task changed so much that people should do the lesson again"),
	values: z
		.record(
			z.string().regex(valueNamePattern, "must be named with letters and digits, beginning with a small letter, such as `port`"),
			valueSchema,
		)
		.default({})
		.describe("Texts that differ from reader to reader. `{{name}}` stands for one in prose, files and scripts"),
	tasks: z.array(taskSchema).min(1, "must list one task or more").describe("In the order in which they are done"),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type ValueSpec = z.infer<typeof valueSchema>;
export type ValueSpecs = Readonly<Record<string, ValueSpec>>;
