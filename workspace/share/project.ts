/** A small project that travels in a link: text files below the lab. What comes in a link is a stranger's, and checked as such. */
import * as z from "zod/mini";

/** Files of one project. More is no longer something to look through before it is written. */
export const MOST_FILES = 40;
/** Characters of all files together. */
export const MOST_CHARACTERS = 200_000;
/** A link of this length still gets through chats and mail; browsers take much longer ones. */
export const LONGEST_LINK_CHARACTERS = 30_000;

const PATH_CHARACTERS = 200;
/** Nothing that moves a cursor, hides in text or turns its direction: a path has to be what it looks like. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are refused
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]/;

/** Below /root/lab, with `/` between its parts, and nothing in it that leads out of there. */
const pathSchema = z.string().check(
	z.minLength(1, "is empty"),
	z.maxLength(PATH_CHARACTERS, "is too long"),
	z.refine((path) => !UNREADABLE.test(path), "has characters that cannot be seen"),
	z.refine((path) => path.split("/").every((part) => part !== "" && part !== "." && part !== ".."), "leads out of the lab"),
);

const projectSchema = z
	.strictObject({
		files: z
			.array(
				z.strictObject({
					path: pathSchema,
					content: z.string(),
					/** The file may be run. */
					run: z.optional(z.literal(true)),
				}),
			)
			.check(z.minLength(1, "has no files"), z.maxLength(MOST_FILES, "has too many files")),
	})
	.check(
		z.refine(({ files }) => new Set(files.map(({ path }) => path)).size === files.length, "has two files of one name"),
		z.refine(({ files }) => sizeOf(files) <= MOST_CHARACTERS, "is too large"),
	);

export type Project = z.infer<typeof projectSchema>;
export type ProjectFile = Project["files"][number];

/** @throws Error, with a sentence for the person, for what is no project, or one that must not be written. */
export function parseProject(value: unknown): Project {
	const parsed = projectSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where = issue?.path.join(".") ?? "";
	throw new Error(`This link's project cannot be taken: ${where ? `${where}: ` : ""}${issue?.message ?? "it is damaged"}.`);
}

export function sizeOf(files: readonly { readonly content: string }[]): number {
	return files.reduce((sum, { content }) => sum + content.length, 0);
}
