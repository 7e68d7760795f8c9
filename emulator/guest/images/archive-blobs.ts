/** Reads an image that archive.ts has written, for the registry: the same content under the same digests. */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import type { Work } from "../build/step.ts";

export interface ArchivedImage {
	/** Such as `library/busybox`. */
	readonly name: string;
	readonly tag: string;
	readonly manifest: string;
	/** Configuration and layers. */
	readonly blobs: readonly Uint8Array[];
}

const digest = z.string().startsWith("sha256:");
const indexSchema = z.object({
	manifests: z.tuple([z.object({ digest, annotations: z.object({ "io.containerd.image.name": z.string() }) })]),
});
const manifestSchema = z.object({ config: z.object({ digest }), layers: z.array(z.object({ digest })) });

export async function readArchive(archive: string, work: Work): Promise<ArchivedImage> {
	const folder = path.join(work.scratch, path.basename(archive, ".tar"));
	await mkdir(folder);
	await work.run("tar", ["--extract", `--file=${archive}`, `--directory=${folder}`]);
	const blob = (name: string): Promise<Buffer> => readFile(path.join(folder, "blobs", name.replace(":", "/")));
	const [found] = indexSchema.parse(JSON.parse(await readFile(path.join(folder, "index.json"), "utf8"))).manifests;
	const manifest = (await blob(found.digest)).toString("utf8");
	const { config, layers } = manifestSchema.parse(JSON.parse(manifest));
	const [, name = "", tag = "latest"] = /^docker\.io\/([^:]+):(.+)$/.exec(found.annotations["io.containerd.image.name"]) ?? [];
	return { name, tag, manifest, blobs: await Promise.all([config, ...layers].map((entry) => blob(entry.digest))) };
}
