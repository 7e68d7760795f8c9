/** What the registry's tests send to a registry, wherever it is. */
import { createHash } from "node:crypto";
import { expect } from "vitest";

/** Sends a request: `path` with query, the rest as `fetch` has it. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

export const IMAGE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
export const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

/** Well-formed, and nothing has it. */
export const NO_DIGEST = `sha256:${"0".repeat(64)}`;

export function digestOf(content: string | Uint8Array, algorithm: "sha256" | "sha512" = "sha256"): string {
	return `${algorithm}:${createHash(algorithm).update(content).digest("hex")}`;
}

export interface Descriptor {
	readonly mediaType: string;
	readonly digest: string;
	readonly size: number;
}

/** Pushes in one request. */
export async function pushBlob(send: Send, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<Descriptor> {
	const digest = digestOf(content);
	const response = await send(`/v2/${name}/blobs/uploads/?digest=${digest}`, { method: "POST", body: content });
	expect(response.status).toBe(201);
	return { mediaType: "application/octet-stream", digest, size: Buffer.byteLength(content) };
}

export interface PushedManifest extends Descriptor {
	readonly content: string;
}

export interface ManifestFields {
	readonly mediaType?: string;
	readonly layers?: readonly Descriptor[];
	readonly config?: Descriptor;
	readonly subject?: Descriptor;
	readonly artifactType?: string;
	readonly annotations?: Readonly<Record<string, string>>;
}

/** An image of one small configuration, which is pushed first, and of `layers`. Under `reference`, or its digest without one. */
export async function pushImage(
	send: Send,
	name: string,
	reference?: string,
	fields: ManifestFields = {},
): Promise<PushedManifest> {
	const config =
		fields.config ?? (await pushBlob(send, name, JSON.stringify({ architecture: "386", os: "linux", for: reference ?? "" })));
	const mediaType = fields.mediaType ?? IMAGE;
	const content = JSON.stringify({ schemaVersion: 2, layers: [], ...fields, mediaType, config });
	return pushManifest(send, name, reference, content, mediaType);
}

export async function pushManifest(
	send: Send,
	name: string,
	reference: string | undefined,
	content: string,
	mediaType: string,
): Promise<PushedManifest> {
	const digest = digestOf(content);
	const response = await putManifest(send, name, reference ?? digest, content, mediaType);
	expect(response.status, await response.clone().text()).toBe(201);
	return { mediaType, digest, size: Buffer.byteLength(content), content };
}

/** `manifests` are descriptors. */
export function pushIndex(
	send: Send,
	name: string,
	reference: string | undefined,
	manifests: readonly unknown[],
	fields: Readonly<Record<string, unknown>> = {},
): Promise<PushedManifest> {
	return pushManifest(send, name, reference, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests, ...fields }), INDEX);
}

/** The descriptor alone. */
export function bare({ mediaType, digest, size }: Descriptor): Descriptor {
	return { mediaType, digest, size };
}

export function putManifest(
	send: Send,
	name: string,
	reference: string,
	content: string,
	mediaType: string = IMAGE,
): Promise<Response> {
	return send(`/v2/${name}/manifests/${reference}`, { method: "PUT", body: content, headers: { "Content-Type": mediaType } });
}

/** Path of a new upload. */
export async function startUpload(send: Send, name: string, query = ""): Promise<string> {
	const response = await send(`/v2/${name}/blobs/uploads/${query}`, { method: "POST" });
	expect(response.status).toBe(202);
	return response.headers.get("Location") ?? "";
}

/** `content` from `start` on as one chunk. */
export function patch(send: Send, location: string, content: string, start: number): Promise<Response> {
	const range = `${start}-${start + content.length - 1}`;
	return send(location, { method: "PATCH", body: content, headers: { "Content-Range": range } });
}

export async function errorOf(response: Response): Promise<{ status: number; code: string }> {
	const { errors } = (await response.json()) as { errors: { code: string; message: string }[] };
	expect(response.headers.get("Content-Type")).toBe("application/json");
	expect(errors).toHaveLength(1);
	expect(errors[0]?.message).toMatch(/\w/);
	return { status: response.status, code: errors[0]?.code ?? "" };
}
