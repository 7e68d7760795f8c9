/** `slipway lesson new`. */
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { slugPattern } from "#lessons/names.ts";

interface NewOptions {
	/** Folder. */
	readonly content: string;
}

/** Makes a lesson of that name after all others. Sets the exit code to 1 when it cannot. */
export async function newCommand(name: string, { content }: NewOptions): Promise<void> {
	const folders = await readdir(content);
	const taken = folders.find((folder) => folder.replace(/^\d\d-/, "") === name);
	if (!slugPattern.test(name))
		return refuse(`${name} is no name for a lesson: lower-case words joined by hyphens, such as volumes-that-last.`);
	if (taken !== undefined) return refuse(`there is a lesson of that name: ${relative(process.cwd(), join(content, taken))}`);
	const last = Math.max(0, ...folders.map((folder) => Number.parseInt(folder, 10) || 0));
	if (last >= 99) return refuse("the lessons are numbered with two digits, and there is a 99.");
	const folder = join(content, `${String(last + 1).padStart(2, "0")}-${name}`);
	await cp(join(repositoryFolder, "lessons", "template"), folder, { recursive: true, errorOnExist: true, force: false });
	const main = join(folder, "lesson.mdx");
	await writeFile(main, (await readFile(main, "utf8")).replace(/^title: .*$/m, `title: ${titleOf(name)}`));
	console.log(
		`${relative(process.cwd(), folder)} is a lesson that works. Change everything in it:\n\n` +
			`  npx slipway lesson preview ${name}   shows it while you write\n` +
			`  npx slipway lesson lint ${name}      looks for what does not fit\n` +
			`  npx slipway lesson check ${name}     proves that it can be done\n\n` +
			"docs/authoring.md says what a lesson may have in it.",
	);
}

function titleOf(name: string): string {
	const words = name.replaceAll("-", " ");
	return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function refuse(why: string): void {
	console.error(`slipway: ${why}`);
	process.exitCode = 1;
}
