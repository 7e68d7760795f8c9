/** The step that takes SeaBIOS out of its Debian package: v86 needs a BIOS to start a kernel, and ships none. */
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { type Built, runStep } from "../build/step.ts";
import type { Packages } from "../debian/packages.ts";
import { biosPackage } from "../debian/wanted.ts";

/** The result holds `bios.bin`. */
export async function unpackBios(packages: Packages): Promise<Built> {
	const source = packages.find(biosPackage);
	return runStep({
		name: "bios",
		title: "unpacking the BIOS",
		inputs: { source: source.sha256 },
		typicalSeconds: 1,
		build: async (work) => {
			await work.run("dpkg-deb", ["--extract", packages.file(source), work.scratch]);
			await copyFile(path.join(work.scratch, "usr/share/seabios/bios.bin"), path.join(work.folder, "bios.bin"));
		},
	});
}
