/** The step that compiles the network stack, lwIP with our glue, to WebAssembly. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../build/command.ts";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import { fetchSourcePackage, readSourceLock, renewSourceLock, sourceFile, writeSourceLock } from "../debian/source-package.ts";

const sourceLockFile = fileURLToPath(new URL("./lwip.lock.json", import.meta.url));
const recipe = fileURLToPath(new URL("./build.sh", import.meta.url));
const glue = fileURLToPath(new URL("../../network/lwip", import.meta.url));

/** The result holds `lwip.wasm`. */
export async function buildNetwork(): Promise<Built> {
	const lock = await readSourceLock(sourceLockFile);
	return runStep({
		name: "network",
		title: `compiling the network stack (${lock.package} ${lock.version})`,
		inputs: {
			source: JSON.stringify(lock),
			recipe: await digestOfPaths([recipe, glue]),
			compiler: (await runCommand("clang", ["--version"])).split("\n")[0] ?? "",
			library: await runCommand("dpkg-query", ["--show", "wasi-libc"]),
		},
		typicalSeconds: 10,
		build: async (work) => {
			const files = await fetchSourcePackage(lock);
			const archive = (kind: string): string => sourceFile(files, kind).file;
			const output = path.join(work.folder, "lwip.wasm");
			await work.run(recipe, [archive(".orig.tar"), archive(".debian.tar"), glue, work.scratch, output]);
		},
	});
}

/** Rewrites the lock file with what the archive has now. */
export async function relockNetwork(): Promise<void> {
	const lock = await readSourceLock(sourceLockFile);
	const present = await renewSourceLock(lock);
	await writeSourceLock(sourceLockFile, present);
	if (present.version !== lock.version) console.log(`${lock.package} ${lock.version} -> ${present.version}`);
}
