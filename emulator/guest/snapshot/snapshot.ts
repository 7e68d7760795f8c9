/** The step that boots the guest and saves it ready to work. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep } from "../build/step.ts";
import { makeSnapshot } from "./make-snapshot.ts";
import type { GuestImages } from "./raw-bundle.ts";

/** What the saved state depends on: the recipe and the PC that it is the state of, not what else drives that PC. */
const sources = [
	...["raw-bundle", "prepare", "first-commands", "guest-shell", "resident-pages", "make-snapshot"].map((name) => `./${name}.ts`),
	...["powered", "emulator", "data-disk"].map((name) => `../../v86/${name}.ts`),
].map((name) => new URL(name, import.meta.url).pathname);

const factsSchema = z.strictObject({
	prefetch: z.array(z.int()).describe("Root chunks in the order in which first commands read them"),
	versions: z.record(z.string(), z.string()).describe("What runs inside, by name"),
});

export interface BuiltSnapshot {
	/** v86's saved state, uncompressed. */
	readonly statePath: string;
	readonly prefetch: readonly number[];
	readonly versions: Readonly<Record<string, string>>;
	readonly digest: string;
}

/** `from` are the steps whose results `images` and `imageTars` point into; `resident` is the compiled program of that name. */
export async function buildSnapshot(
	images: GuestImages,
	imageTars: readonly string[],
	resident: Built,
	from: Readonly<Record<string, Built>>,
): Promise<BuiltSnapshot> {
	const built = await runStep({
		name: "snapshot",
		title: "booting the guest and saving it",
		inputs: {
			...Object.fromEntries(Object.entries(from).map(([name, step]) => [name, step.digest])),
			resident: resident.digest,
			sources: await digestOfPaths(sources),
			settings: JSON.stringify([images.memoryBytes, images.commandLine, images.v86Version, images.rootChunkBytes]),
		},
		typicalSeconds: 330,
		build: async (work) => {
			const { state, ...facts } = await makeSnapshot(images, imageTars, path.join(resident.folder, "slipway-resident"), (note) =>
				work.update(note),
			);
			await writeFile(path.join(work.folder, "state.bin"), state);
			await writeFile(path.join(work.folder, "facts.json"), JSON.stringify(facts));
		},
	});
	const facts = factsSchema.parse(JSON.parse(await readFile(path.join(built.folder, "facts.json"), "utf8")));
	return { statePath: path.join(built.folder, "state.bin"), digest: built.digest, ...facts };
}
