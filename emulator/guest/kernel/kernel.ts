/** The step that builds the kernel from Debian's source package. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { guestFolder } from "../build/cache.ts";
import { runCommand } from "../build/command.ts";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import type { Packages } from "../debian/packages.ts";
import { kernelSourcePackage } from "../debian/wanted.ts";

const recipe = path.join(guestFolder, "kernel", "build.sh");
const fragment = path.join(guestFolder, "kernel", "slipway.config");

/** What `make` prints in all, for progress. */
const expectedLines = 1850;

/** The result holds `bzImage`, and the full `config` it was built with. */
export async function buildKernel(packages: Packages): Promise<Built> {
	const source = packages.find(kernelSourcePackage);
	return runStep({
		name: "kernel",
		title: `building the kernel (${source.name} ${source.version})`,
		inputs: {
			source: source.sha256,
			recipe: await digestOfPaths([recipe]),
			options: options(await readFile(fragment, "utf8")).join("\n"),
			compiler: (await runCommand("gcc", ["--version"])).split("\n")[0] ?? "",
		},
		typicalSeconds: 300,
		build: async (work) => {
			let lines = 0;
			await work.run(recipe, [packages.file(source), fragment, work.scratch, path.join(work.folder, "bzImage")], {
				onLine: (line) => {
					lines++;
					work.update(line.trim().replace(/\s+/g, " ").slice(0, 70), Math.min(lines / expectedLines, 0.99));
				},
			});
		},
	});
}

/** The fragment without what is only for readers: a better comment must not cost five minutes. */
function options(fragmentText: string): string[] {
	return fragmentText.split("\n").filter((line) => /^(CONFIG_\w+=|# CONFIG_\w+ is not set$)/.test(line));
}
