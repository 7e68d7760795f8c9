/** The step that installs the packages: a tar file of a plain Debian system, before anything of ours is added. */
import { link, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { digestOfPaths, sha256 } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import { indexEntry } from "./index-entry.ts";
import type { Packages } from "./packages.ts";
import { installedPackages, unpackedPackages } from "./wanted.ts";

const recipe = new URL("./install.sh", import.meta.url).pathname;

/** The result holds `tree.tar`. */
export async function installTree(packages: Packages): Promise<Built> {
	const used = packages.packages.filter((entry) => entry.use !== "build");
	return runStep({
		name: "tree",
		title: `installing ${used.length} Debian packages for the guest`,
		inputs: { packages: sha256(JSON.stringify(used)), recipe: await digestOfPaths([recipe]) },
		typicalSeconds: 120,
		build: async (work) => {
			const repository = path.join(work.scratch, "repository");
			await mkdir(repository);
			const index: string[] = [];
			for (const entry of used) {
				const file = packages.file(entry);
				await link(file, path.join(repository, path.basename(file)));
				if (entry.use === "root") index.push(await indexEntry(file, `./${path.basename(file)}`, entry.sha256));
			}
			await writeFile(path.join(repository, "Packages"), index.join("\n"));

			let configured = 0;
			const args = [repository, installedPackages.join(" "), unpackedPackages.join(" "), path.join(work.folder, "tree.tar")];
			await work.runAsRoot(recipe, args, {
				env: { TMPDIR: work.scratch },
				onLine: (line) => {
					if (line.startsWith("Setting up ")) configured++;
					work.update(line.slice(0, 80), configured / used.length);
				},
			});
		},
	});
}
