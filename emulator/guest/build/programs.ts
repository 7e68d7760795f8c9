/** The steps that compile the guest's own programs. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { guestFolder } from "./cache.ts";
import { runCommand } from "./command.ts";
import { digestOfPaths } from "./digest.ts";
import { type Built, runStep } from "./step.ts";

const flags = ["-m32", "-static", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-s", "-Wall", "-Wextra", "-Werror"];

/** The result holds `slipway-<name>`, a static program for i386 from the sources in the folder of that name. */
export async function compileProgram(name: "agent" | "runtime" | "shim" | "tap" | "resident"): Promise<Built> {
	const folder = path.join(guestFolder, name);
	const names = (await readdir(folder)).filter((file) => /\.[ch]$/.test(file)).sort();
	return runStep({
		name,
		title: `compiling the guest's ${name}`,
		inputs: {
			sources: await digestOfPaths(names.map((file) => path.join(folder, file))),
			flags: flags.join(" "),
			compiler: (await runCommand("gcc", ["--version"])).split("\n")[0] ?? "",
		},
		typicalSeconds: 5,
		build: async (work) => {
			const sources = names.filter((file) => file.endsWith(".c"));
			// In its own folder and with relative names, so that the program does not depend on where the checkout is.
			await work.run("gcc", [...flags, "-o", path.join(work.folder, `slipway-${name}`), ...sources], { cwd: folder });
		},
	});
}
