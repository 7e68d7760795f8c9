/** The step that relinks dockerd: see docs/decisions/023-docker-at-a-fixed-address.md. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import { atFixedAddress } from "./fixed-address.ts";
import { withoutThunks } from "./thunks.ts";

/** What Debian builds position-independent: of the engine's programs it is this one, containerd is not. */
const PROGRAMS = ["usr/sbin/dockerd"];

const sources = ["elf32.ts", "fixed-address.ts", "thunks.ts", "relink.ts"].map((name) => new URL(name, import.meta.url).pathname);

/** The result holds the programs, by their paths in the root. */
export async function relinkPrograms(tree: Built): Promise<Built> {
	return runStep({
		name: "relink",
		title: "relinking dockerd for a fixed address",
		inputs: { tree: tree.digest, sources: await digestOfPaths(sources) },
		typicalSeconds: 5,
		build: async (work) => {
			const names = PROGRAMS.map((name) => `./${name}`);
			await work.run("tar", [
				"--extract",
				`--file=${path.join(tree.folder, "tree.tar")}`,
				`--directory=${work.folder}`,
				...names,
			]);
			for (const name of PROGRAMS) {
				const file = path.join(work.folder, name);
				const program = atFixedAddress(await readFile(file));
				// None would mean that Debian builds it in another way, and that what is said of it is no longer true.
				if (withoutThunks(program) === 0) throw new Error(`${name} has no calls that ask for its address`);
				await writeFile(file, program);
				await chmod(file, 0o755);
			}
		},
	});
}
