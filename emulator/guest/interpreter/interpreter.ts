/** The step that compiles our interpreter to WebAssembly. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../build/command.ts";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";

const recipe = fileURLToPath(new URL("./build.sh", import.meta.url));
const sources = fileURLToPath(new URL("../../v86/interpreter", import.meta.url));

/** The result holds `interpret.wasm`. */
export async function buildInterpreter(): Promise<Built> {
	return runStep({
		name: "interpreter",
		title: "compiling the interpreter",
		inputs: {
			sources: await digestOfPaths([recipe, sources]),
			compiler: (await runCommand("clang", ["--version"])).split("\n")[0] ?? "",
		},
		typicalSeconds: 5,
		build: async (work) => {
			await work.run(recipe, [sources, work.scratch, path.join(work.folder, "interpret.wasm")]);
		},
	});
}
