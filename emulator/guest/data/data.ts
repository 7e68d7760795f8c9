/** The step that makes the empty data disk: Docker's data, and the changes to the root. */
import path from "node:path";
import { runCommand } from "../build/command.ts";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";

const dataDiskBytes = 2 * 1024 ** 3;
const recipe = new URL("./format.sh", import.meta.url).pathname;

/** The result holds `data.ext4`, a sparse file. */
export async function makeDataDisk(): Promise<Built> {
	return runStep({
		name: "data",
		title: "making the data disk",
		inputs: {
			size: String(dataDiskBytes),
			recipe: await digestOfPaths([recipe]),
			e2fsprogs: (await runCommand("dpkg-query", ["--show", "e2fsprogs"])).trim(),
		},
		typicalSeconds: 1,
		build: async (work) => {
			await work.run(recipe, [path.join(work.folder, "data.ext4"), String(dataDiskBytes)]);
		},
	});
}
