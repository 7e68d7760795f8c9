/** Paragraphs of a `Packages` file, by which apt knows what an archive has. */
import { stat } from "node:fs/promises";
import { runCommand } from "../build/command.ts";

/** `fileName` is relative to where the archive begins. */
export async function indexEntry(file: string, fileName: string, sha256: string): Promise<string> {
	const control = (await runCommand("dpkg-deb", ["--field", file])).trimEnd();
	return `${control}\nFilename: ${fileName}\nSize: ${(await stat(file)).size}\nSHA256: ${sha256}\n`;
}
