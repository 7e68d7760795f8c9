/** A machine inside this Node process, out of a bundle in a folder. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { V86 } from "v86";
import { createAgentMachine } from "../agent/agent-machine.ts";
import { type Manifest, parseManifest } from "../bundle/manifest.ts";
import type { PartLoader } from "../bundle/part-store.ts";
import { MachineError } from "../errors.ts";
import type { Machine } from "../machine.ts";
import { createServices } from "../services/services.ts";
import type { EmulatorConstructor } from "../v86/emulator.ts";
import type { V86Host } from "../v86/host.ts";
import { V86Computer } from "../v86/v86-computer.ts";
import { type FolderSite, folderLoader, folderSite } from "./folder-site.ts";

/** Where `npm start` leaves the bundle of this checkout. */
export const BUNDLE_FOLDER = fileURLToPath(new URL("../../public/machine", import.meta.url));

export interface NodeMachineOptions {
	/** Folder with `manifest.json` and `chunks/`. The site's images and Debian packages are looked for beside it. Default: this checkout's. */
	readonly bundle?: string;
	/** Where registry.lab keeps what is pushed. Without it, that is gone with the machine. */
	readonly registryFolder?: string | undefined;
}

/** Dispose of it to get its memory back. */
export function createNodeMachine({ bundle = BUNDLE_FOLDER, registryFolder }: NodeMachineOptions = {}): Machine {
	const loadManifest = (): Promise<Manifest> => readManifest(bundle);
	return createAgentMachine(
		new V86Computer(nodeHost(folderLoader(join(bundle, "chunks")), loadManifest, folderSite(dirname(bundle), registryFolder))),
	);
}

export function nodeHost(
	parts: PartLoader,
	loadManifest: () => Promise<Manifest>,
	site: FolderSite = folderSite(dirname(BUNDLE_FOLDER)),
): V86Host {
	return {
		// v86's own types leave out the internals that emulator.ts describes.
		Emulator: V86 as unknown as EmulatorConstructor,
		v86Version: installedV86Version(),
		defer: setImmediate,
		parts,
		services: createServices(site),
		loadManifest,
		onDisposed: () => site.close(),
	};
}

export function installedV86Version(): string {
	const { version } = createRequire(import.meta.url)("v86/package.json") as { version: string };
	return version;
}

async function readManifest(folder: string): Promise<Manifest> {
	try {
		return parseManifest(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
	} catch (cause) {
		throw new MachineError(
			"BundleMissingError",
			`There is no machine bundle in ${folder}. Run "npm run guest:build" to make one.`,
			{
				detail: folder,
				cause,
			},
		);
	}
}
