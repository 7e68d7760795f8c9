/** The step that has Docker's programs initialise themselves once: see docs/decisions/024-programs-that-start-initialised.md. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import { preinitializedProgram } from "./image.ts";
import { goPrograms } from "./programs.ts";

const sources = ["image.ts", "preinit.ts", "programs.ts", "../relink/elf32.ts"].map((name) =>
	fileURLToPath(new URL(name, import.meta.url)),
);

/** What every program of the guest finds, whoever starts it: the profile and runit's second stage set it. */
const environment = {
	PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	LANG: "C.UTF-8",
	HOME: "/root",
};

/** The result holds the programs by their paths in the root. */
export async function preinitializePrograms(compiled: Built): Promise<Built> {
	return runStep({
		name: "preinit",
		title: "initialising docker, its plug-ins and containerd's shim",
		inputs: { programs: compiled.digest, sources: await digestOfPaths(sources) },
		typicalSeconds: 2,
		build: async (work) => {
			for (const program of goPrograms) {
				const cold = path.join(compiled.folder, program.path);
				const memory = path.join(work.scratch, "memory");
				const variables = { ...environment, ...program.environment, SLIPWAY_PREINIT: memory };
				await work.run("env", ["-i", ...Object.entries(variables).map(([name, value]) => `${name}=${value}`), cold]);
				const output = path.join(work.folder, program.path);
				await mkdir(path.dirname(output), { recursive: true });
				await writeFile(output, preinitializedProgram(await readFile(memory), await readFile(cold)), { mode: 0o755 });
			}
		},
	});
}
