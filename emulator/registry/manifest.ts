/** Reads manifests: images and indexes, as OCI and as Docker write them. */
import * as z from "zod";
import { isDigest } from "./digest.ts";
import { RegistryError } from "./errors.ts";

const images = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const indexes = [OCI_INDEX, "application/vnd.docker.distribution.manifest.list.v2+json"];
export const MANIFEST_TYPES: readonly string[] = [...images, ...indexes];

const descriptorSchema = z.looseObject({
	mediaType: z.string().min(1).max(255),
	digest: z.string().refine(isDigest, "is not a sha256 or sha512 digest"),
	size: z.int().nonnegative(),
	urls: z.array(z.string()).optional(),
	platform: z.looseObject({ architecture: z.string(), os: z.string() }).optional(),
});
const common = {
	schemaVersion: z.literal(2),
	mediaType: z.string().optional(),
	artifactType: z.string().max(255).optional(),
	subject: descriptorSchema.optional(),
	annotations: z.record(z.string(), z.string()).optional(),
};
const imageSchema = z.looseObject({ ...common, config: descriptorSchema, layers: z.array(descriptorSchema) });
const indexSchema = z.looseObject({ ...common, manifests: z.array(descriptorSchema) });

export type Descriptor = z.infer<typeof descriptorSchema>;

export interface Manifest {
	readonly mediaType: string;
	readonly isIndex: boolean;
	readonly artifactType: string | undefined;
	readonly annotations: Readonly<Record<string, string>> | undefined;
	readonly subject: Descriptor | undefined;
	/** What must be there for it to be of use: of an image configuration and layers, of an index its manifests. */
	readonly parts: readonly Descriptor[];
}

/**
 * `contentType` as the client gave it; without one, the manifest's own field tells.
 * @throws RegistryError `MANIFEST_INVALID`
 */
export function parseManifest(content: Uint8Array, contentType: string | null): Manifest {
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
	} catch {
		throw new RegistryError("MANIFEST_INVALID", "The manifest is not JSON.");
	}
	const own = z.looseObject({ mediaType: z.string() }).safeParse(json).data?.mediaType;
	const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() || own;
	if (mediaType === undefined || !MANIFEST_TYPES.includes(mediaType)) {
		throw new RegistryError("MANIFEST_INVALID", `Manifests of the type "${mediaType ?? "(none)"}" are not supported.`);
	}
	if (own !== undefined && own !== mediaType) {
		throw new RegistryError("MANIFEST_INVALID", `The manifest calls itself "${own}", its Content-Type is "${mediaType}".`);
	}
	if (indexes.includes(mediaType)) {
		const { artifactType, annotations, subject, manifests } = checked(indexSchema, json);
		return { mediaType, isIndex: true, artifactType, annotations, subject, parts: manifests };
	}
	const { artifactType, annotations, subject, config, layers } = checked(imageSchema, json);
	// Layers with addresses of their own are fetched from there.
	const parts = [config, ...layers.filter(({ urls }) => (urls ?? []).length === 0)];
	return { mediaType, isIndex: false, artifactType: artifactType || config.mediaType, annotations, subject, parts };
}

export function isIndexType(mediaType: string): boolean {
	return indexes.includes(mediaType);
}

function checked<T>(schema: z.ZodType<T>, json: unknown): T {
	const parsed = schema.safeParse(json);
	if (parsed.success) return parsed.data;
	const places = parsed.error.issues.slice(0, 5).map(({ path }) => path.join(".") || "its top level");
	throw new RegistryError("MANIFEST_INVALID", `The manifest is malformed at ${places.join(", ").slice(0, 500)}.`);
}
