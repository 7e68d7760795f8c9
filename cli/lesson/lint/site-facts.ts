/** What lessons are held against: the images of the site, and its pages. */
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { parseImageIndex } from "#emulator/bundle/image-index.ts";
import type { SiteFacts } from "./lint-lesson.ts";

/** `root` is a checkout. Its images are there when the guest has been built. */
export async function siteFacts(root: string): Promise<SiteFacts> {
	return { images: await imagesOf(join(root, "public", "registry", "index.json")), pages: await pagesOf(join(root, "app")) };
}

async function imagesOf(file: string): Promise<Set<string> | undefined> {
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
	const { repositories } = parseImageIndex(JSON.parse(text));
	return new Set(
		Object.entries(repositories).flatMap(([name, { tags }]) =>
			Object.keys(tags).map((tag) => `${name.replace(/^library\//, "")}:${tag}`),
		),
	);
}

/** Those without a parameter: lessons are known by themselves. */
async function pagesOf(app: string): Promise<string[]> {
	const files = await readdir(app, { recursive: true });
	return files
		.map((file) => file.split(sep).join("/"))
		.filter((file) => /(^|\/)page[.]tsx$/.test(file) && !file.includes("["))
		.map((file) => `/${file.replace(/\/?page[.]tsx$/, "")}`)
		.sort();
}
