/** Kernel and disks of the bundle as the files that QEMU takes: the same guest, to the byte. */
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Manifest, parseManifest } from "#emulator/bundle/manifest.ts";
import { PartStore } from "#emulator/bundle/part-store.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";

export interface PcFiles {
	/** Paths. */
	readonly kernel: string;
	readonly root: string;
	readonly data: string;
	readonly memoryBytes: number;
	readonly commandLine: string;
}

/** Leaves them in `folder`. */
export async function unpackPc(folder: string): Promise<PcFiles> {
	const manifest = parseManifest(JSON.parse(await readFile(join(BUNDLE_FOLDER, "manifest.json"), "utf8")));
	const store = new PartStore(folderLoader(join(BUNDLE_FOLDER, "chunks")));
	const files = { kernel: join(folder, "bzImage"), root: join(folder, "root.erofs"), data: join(folder, "data.ext4") };
	await writeFile(files.kernel, await store.get(manifest.kernel));
	await writeDisk(files.root, manifest.root, store);
	await writeDisk(files.data, manifest.data, store);
	return { ...files, memoryBytes: manifest.memoryBytes, commandLine: manifest.commandLine };
}

/** Sparse: what is zeros takes no space. */
async function writeDisk(path: string, disk: Manifest["root"] | Manifest["data"], store: PartStore): Promise<void> {
	const file = await open(path, "w");
	try {
		await file.truncate(disk.diskBytes);
		for (const [index, part] of disk.chunks.entries()) {
			if (part) await file.write(await store.get(part), 0, part.rawBytes, index * disk.chunkBytes);
		}
	} finally {
		await file.close();
	}
}
