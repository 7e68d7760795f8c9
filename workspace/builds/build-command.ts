/** The command that builds a Dockerfile of the lab, as a person would type it. */
import { folderOf, inGuest, nameOf } from "../files/paths.ts";

const PLAIN = /^[\w./-]+$/;

/**
 * @param path below the lab
 * @param shellFolder where the shell in front is, as its prompt says it: `~/lab/web`. From elsewhere the command goes there first.
 * @returns undefined for a name that cannot be typed on one line
 */
export function buildCommand(path: string, shellFolder: string): string | undefined {
	if (/\p{Cc}/u.test(path)) return undefined;
	const folder = inGuest(folderOf(path)).replace(/^\/root\//, "~/");
	const file = nameOf(path);
	const build = `docker build -t ${imageName(folder)}${file === "Dockerfile" ? "" : ` -f ${quoted(file)}`} .`;
	return shellFolder === folder ? build : `cd ${quoted(folder)} && ${build}`;
}

/** The folder's name, as far as an image can have it. */
function imageName(folder: string): string {
	const name = nameOf(folder)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	return name === "" ? "image" : name;
}

function quoted(word: string): string {
	if (PLAIN.test(word.replace(/^~\//, ""))) return word;
	const home = word.startsWith("~/") ? "~/" : "";
	return `${home}'${word.slice(home.length).replaceAll("'", "'\\''")}'`;
}
