/** A file as text, or a problem instead. */
import type { Problem } from "./problems.ts";
import { type FolderFile, MOST_BYTES } from "./read-folder.ts";

export function readText(file: FolderFile, problems: Problem[], mostBytes = MOST_BYTES): string | undefined {
	const add = (what: string, remedy: string): undefined => {
		problems.push({ file: file.shownPath, what, remedy });
	};
	if (file.kind === "link") return add("This is a link.", "Put the file itself here: a link may leave the folder of the lesson.");
	if (file.kind === "other") return add("This is no file.", "Remove it.");
	if (file.sizeBytes > mostBytes) {
		const what = `The file has ${Math.ceil(file.sizeBytes / 1024)} kB, more than the ${mostBytes / 1024} kB there is room for.`;
		return add(what, "Make it shorter, or let the lesson make it.");
	}
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(file.bytes);
	} catch {
		return add("The file is no text in UTF-8.", "Files of a lesson travel as text: let the lesson make binary ones.");
	}
}
