/** The step that compiles the agent. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { guestFolder } from "./cache.ts";
import { runCommand } from "./command.ts";
import { digestOfPaths } from "./digest.ts";
import { type Built, runStep } from "./step.ts";

const flags = ["-m32", "-static", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-s", "-Wall", "-Wextra", "-Werror"];

/** The result holds `slipway-agent`, a static program for i386. */
export async function compileAgent(): Promise<Built> {
	const folder = path.join(guestFolder, "agent");
	const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name)).sort();
	return runStep({
		name: "agent",
		title: "compiling the guest's agent",
		inputs: {
			sources: await digestOfPaths(names.map((name) => path.join(folder, name))),
			flags: flags.join(" "),
			compiler: (await runCommand("gcc", ["--version"])).split("\n")[0] ?? "",
		},
		typicalSeconds: 5,
		build: async (work) => {
			const sources = names.filter((name) => name.endsWith(".c"));
			// In its own folder and with relative names, so that the program does not depend on where the checkout is.
			await work.run("gcc", [...flags, "-o", path.join(work.folder, "slipway-agent"), ...sources], { cwd: folder });
		},
	});
}
