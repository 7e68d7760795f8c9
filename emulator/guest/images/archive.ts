/** Writes images as `docker load` reads them: an OCI layout that also has Docker's own manifest.json. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../build/digest.ts";
import type { Work } from "../build/step.ts";

export interface ImageSource {
	/** Such as `busybox:latest`. */
	readonly tag: string;
	/** A folder that becomes the image's only layer, owned by root. */
	readonly layerFolder: string;
	readonly command: readonly string[];
	readonly labels: Readonly<Record<string, string>>;
	/** What `docker history` shows for the layer. */
	readonly createdBy: string;
}

/** Fixed, so that the same content is the same image. */
const created = "2025-01-01T00:00:00Z";

export async function writeImageArchive(image: ImageSource, archive: string, work: Work): Promise<void> {
	const layout = `${image.layerFolder}.oci`;
	const blobs = path.join(layout, "blobs", "sha256");
	await mkdir(blobs, { recursive: true });
	async function addBlob(content: Uint8Array | string): Promise<{ digest: string; size: number }> {
		const digest = sha256(content);
		await writeFile(path.join(blobs, digest), content);
		return { digest: `sha256:${digest}`, size: Buffer.byteLength(content) };
	}

	const layerFile = `${image.layerFolder}.tar`;
	await makeTar(layerFile, image.layerFolder, work);
	const layer = await addBlob(await readFile(layerFile));
	const config = await addBlob(
		JSON.stringify({
			architecture: "386",
			os: "linux",
			created,
			config: {
				Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
				Cmd: image.command,
				Labels: image.labels,
			},
			rootfs: { type: "layers", diff_ids: [layer.digest] },
			history: [
				{ created, created_by: image.createdBy },
				{ created, created_by: `CMD ${JSON.stringify(image.command)}`, empty_layer: true },
			],
		}),
	);
	const manifest = await addBlob(
		JSON.stringify({
			schemaVersion: 2,
			mediaType: "application/vnd.oci.image.manifest.v1+json",
			config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
			layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }],
		}),
	);
	const index = {
		schemaVersion: 2,
		mediaType: "application/vnd.oci.image.index.v1+json",
		manifests: [
			{
				mediaType: "application/vnd.oci.image.manifest.v1+json",
				...manifest,
				platform: { architecture: "386", os: "linux" },
				annotations: {
					"io.containerd.image.name": `docker.io/library/${image.tag}`,
					"org.opencontainers.image.ref.name": image.tag.split(":")[1] ?? "latest",
				},
			},
		],
	};
	const blobPath = (digest: string): string => `blobs/${digest.replace(":", "/")}`;
	const dockerManifest = [{ Config: blobPath(config.digest), RepoTags: [image.tag], Layers: [blobPath(layer.digest)] }];
	await writeFile(path.join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
	await writeFile(path.join(layout, "index.json"), JSON.stringify(index));
	await writeFile(path.join(layout, "manifest.json"), JSON.stringify(dockerManifest));
	await makeTar(archive, layout, work);
}

async function makeTar(file: string, folder: string, work: Work): Promise<void> {
	const fixed = ["--format=gnu", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", `--mtime=${created}`];
	await work.run("tar", [...fixed, "--create", `--file=${file}`, `--directory=${folder}`, "."]);
}
