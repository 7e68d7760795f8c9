/** What the site's own images consist of: `registry/index.json`, made with the images and read by the read-only registry. */
import * as z from "zod";
import { MachineError } from "../errors.ts";
import { partSchema } from "./manifest.ts";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const blobSchema = z.strictObject({
	bytes: z.int().nonnegative().describe("Length of the blob as the registry serves it"),
	parts: z.array(partSchema).describe("In order: their raw contents joined are the blob; stored in registry/chunks/<sha256>"),
});

const repositorySchema = z.strictObject({
	description: z.string().describe("One line, for `docker search` and the catalogue"),
	documentation: z.string().describe("How it is used: variables, volumes, ports; plain text"),
	tags: z.record(z.string(), digest).describe("Tag to the digest of a manifest or an index"),
});

export const imageIndexSchema = z.strictObject({
	format: z.literal(1),
	blobs: z
		.record(digest, blobSchema)
		.describe("Configurations and layers; layers are plain tar, which costs the guest no decompression"),
	manifests: z
		.record(digest, z.strictObject({ mediaType: z.string(), content: z.string() }))
		.describe("Image manifests and indexes: the exact text that the digest is of"),
	repositories: z.record(z.string(), repositorySchema).describe("By name as on Docker Hub, such as `library/nginx`"),
});

export type ImageIndex = z.infer<typeof imageIndexSchema>;

/** @throws MachineError `BundleMissingError` when `json` is not an index of this form */
export function parseImageIndex(json: unknown): ImageIndex {
	const parsed = imageIndexSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new MachineError("BundleMissingError", "The list of the site's images cannot be read.", {
		detail: z.prettifyError(parsed.error).slice(0, 500),
	});
}
