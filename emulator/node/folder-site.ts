/** The site's files out of a folder, for the machine and for the services in its network. */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { PartLoader } from "../bundle/part-store.ts";
import { createMemoryStorage } from "../registry/memory-storage.ts";
import { type FolderStorage, openFolderStorage } from "../registry/node/folder-storage.ts";
import type { ServiceHost } from "../services/services.ts";

export interface FolderSite extends ServiceHost {
	/** Lets others use the registry's folder. */
	close(): Promise<void>;
}

/** `folder` is what a browser sees as `/`. */
export function folderSite(folder: string, registryFolder?: string): FolderSite {
	let storage: Promise<FolderStorage> | undefined;
	return {
		async openFile(path) {
			const file = join(folder, path);
			const found = await stat(file).catch(() => undefined);
			return found?.isFile() ? (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>) : undefined;
		},
		imageParts: folderLoader(join(folder, "registry", "chunks")),
		async openRegistryStorage() {
			if (registryFolder === undefined) return createMemoryStorage();
			storage = openFolderStorage(registryFolder);
			return await storage;
		},
		log: (message) => void process.stderr.write(`slipway: ${message}\n`),
		close: async () => (await storage?.catch(() => undefined))?.close(),
	};
}

/** Reads parts from a folder of files named by digest. */
export function folderLoader(folder: string): PartLoader {
	return {
		async load(part, { onBytes }) {
			const bytes = await readFile(join(folder, part.sha256));
			onBytes(bytes.byteLength, "network");
			return bytes;
		},
	};
}
