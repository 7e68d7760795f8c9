/** The step that makes the read-only root image. */
import path from "node:path";
import { runCommand } from "../build/command.ts";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";

const recipe = new URL("./assemble.sh", import.meta.url).pathname;
const files = new URL("./files", import.meta.url).pathname;

/** The result holds `root.erofs`. */
/** @param own Programs that take the place of Debian's, by their paths */
export async function assembleRoot(tree: Built, own: readonly Built[], programs: readonly Built[]): Promise<Built> {
	return runStep({
		name: "root",
		title: "making the root file system",
		inputs: {
			tree: tree.digest,
			own: own.map(({ digest }) => digest).join(" "),
			programs: programs.map(({ digest }) => digest).join(" "),
			files: await digestOfPaths([files, recipe]),
			erofs: (await runCommand("dpkg-query", ["--show", "erofs-utils"])).trim(),
		},
		typicalSeconds: 10,
		build: async (work) => {
			const image = path.join(work.folder, "root.erofs");
			await work.runAsRoot(recipe, [
				path.join(tree.folder, "tree.tar"),
				own.map(({ folder }) => folder).join(":"),
				files,
				work.scratch,
				image,
				...programs.map(({ folder }) => folder),
			]);
		},
	});
}
