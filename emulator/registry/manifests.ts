/** `/v2/<name>/manifests/<tag-or-digest>`: end-3, end-7 and end-9 of the specification. */
import { accepts } from "./accept.ts";
import { matchesEtag } from "./blobs.ts";
import { collect, piecesOf } from "./bytes.ts";
import { readContent } from "./content.ts";
import { type Context, knownRepository, writableStorage } from "./context.ts";
import { algorithmOf, digestOf } from "./digest.ts";
import { RegistryError } from "./errors.ts";
import { type Descriptor, isIndexType, parseManifest } from "./manifest.ts";
import { EMPTY_REPOSITORY, holds, type Repository, withManifest, withoutManifest, withoutTag } from "./repository.ts";
import { isTag, type Reference } from "./route.ts";
import type { RegistryStorage } from "./storage.ts";

/** As much as the specification asks for at least. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** Tags that one push by digest may set; the specification asks for ten at least. */
const MAX_TAGS = 100;
/** What a client that takes no index gets of one: the machine that Slipway's guest is. */
const PLATFORM = { os: "linux", architecture: "386" };

export async function getManifest(context: Context, request: Request, name: string, reference: Reference): Promise<Response> {
	const repository = await knownRepository(context, name);
	let digest = resolve(repository, reference);
	let entry = digest === undefined ? undefined : repository.manifests.get(digest);
	let content = digest !== undefined && entry ? await readContent(context, digest) : undefined;
	if (digest === undefined || !entry || !content) throw unknownManifest();

	const accept = request.headers.get("Accept");
	// A digest names exact bytes.
	if (reference.kind === "tag" && !accepts(accept, entry.mediaType)) {
		const chosen = isIndexType(entry.mediaType) ? forPlatform(parseManifest(content, entry.mediaType).parts) : undefined;
		const chosenEntry = chosen && repository.manifests.get(chosen.digest);
		if (!chosen || !chosenEntry || !accepts(accept, chosenEntry.mediaType)) {
			throw new RegistryError("MANIFEST_UNKNOWN", `The manifest is of the type ${entry.mediaType}, which is not in Accept.`);
		}
		digest = chosen.digest;
		entry = chosenEntry;
		content = await readContent(context, digest);
		if (!content) throw unknownManifest();
	}

	const etag = `"${digest}"`;
	const headers = { "Docker-Content-Digest": digest, ETag: etag, Vary: "Accept" };
	if (matchesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
	return new Response(request.method === "HEAD" ? null : (content as Uint8Array<ArrayBuffer>), {
		headers: { ...headers, "Content-Type": entry.mediaType, "Content-Length": String(content.byteLength) },
	});
}

export async function putManifest(context: Context, request: Request, name: string, reference: Reference): Promise<Response> {
	const storage = writableStorage(context);
	if (reference.kind === "malformed") throw new RegistryError("MANIFEST_INVALID", `"${reference.text}" is not a tag.`);
	const moreTags = new URL(request.url).searchParams.getAll("tag");
	const tags = reference.kind === "tag" ? [reference.tag] : [...new Set(moreTags)];
	if (tags.length > MAX_TAGS) throw new RegistryError("MANIFEST_INVALID", `${MAX_TAGS} tags at most.`, { status: 414 });
	for (const tag of tags) if (!isTag(tag)) throw new RegistryError("MANIFEST_INVALID", `"${tag}" is not a tag.`);

	const content = await readBody(request);
	const manifest = parseManifest(content, request.headers.get("Content-Type"));
	const digest = await digestOf(content, reference.kind === "digest" ? algorithmOf(reference.digest) : "sha256");
	if (reference.kind === "digest" && digest !== reference.digest) {
		throw new RegistryError("DIGEST_INVALID", `The manifest's digest is ${digest}.`);
	}
	await checkParts(storage, name, manifest.parts);

	const entry = {
		mediaType: manifest.mediaType,
		bytes: content.byteLength,
		references: [...new Set(manifest.parts.map((part) => part.digest))],
		subject: manifest.subject?.digest,
	};
	await storage.exclusively(async () => {
		// First what can fail for want of space: until the last step the tags point to what they did.
		await storage.putBlob(digest, content);
		await storage.updateRepository(name, (before) => {
			const repository = before ?? EMPTY_REPOSITORY;
			const missing = manifest.parts.find((part) => !holds(repository, part.digest));
			if (missing) throw unknownPart(missing.digest);
			return withManifest(repository, digest, entry, tags);
		});
	});
	const headers = new Headers({
		Location: `/v2/${name}/manifests/${reference.kind === "tag" ? reference.tag : digest}`,
		"Docker-Content-Digest": digest,
		"Content-Length": "0",
	});
	if (reference.kind === "digest") for (const tag of tags) headers.append("OCI-Tag", tag);
	if (manifest.subject) headers.set("OCI-Subject", manifest.subject.digest);
	return new Response(null, { status: 201, headers });
}

/** By digest the manifest and all its tags, by tag this tag alone. */
export async function deleteManifest(context: Context, name: string, reference: Reference): Promise<Response> {
	const storage = writableStorage(context);
	await storage.updateRepository(name, (before) => {
		if (!before) throw context.unknownRepository(name);
		const digest = resolve(before, reference);
		if (digest === undefined || (reference.kind === "digest" && !before.manifests.has(digest))) throw unknownManifest();
		return reference.kind === "tag" ? withoutTag(before, reference.tag) : withoutManifest(before, digest);
	});
	return new Response(null, { status: 202, headers: { "Content-Length": "0" } });
}

function resolve({ tags }: Repository, reference: Reference): string | undefined {
	if (reference.kind === "digest") return reference.digest;
	return reference.kind === "tag" ? tags.get(reference.tag) : undefined;
}

function unknownManifest(): RegistryError {
	return new RegistryError("MANIFEST_UNKNOWN", "manifest unknown");
}

function unknownPart(digest: string): RegistryError {
	return new RegistryError("MANIFEST_BLOB_UNKNOWN", `The manifest refers to ${digest}, which the repository does not have.`);
}

function forPlatform(manifests: readonly Descriptor[]): Descriptor | undefined {
	return manifests.find(({ platform }) => platform?.os === PLATFORM.os && platform.architecture === PLATFORM.architecture);
}

async function readBody(request: Request): Promise<Uint8Array> {
	const declared = Number(request.headers.get("Content-Length") ?? 0);
	const content = declared > MAX_MANIFEST_BYTES ? undefined : await collect(piecesOf(request), MAX_MANIFEST_BYTES);
	if (content) return content;
	throw new RegistryError("MANIFEST_INVALID", `A manifest has ${MAX_MANIFEST_BYTES} bytes at most.`, { status: 413 });
}

/** @throws RegistryError unless the repository holds all, with the lengths that the manifest says */
async function checkParts(storage: RegistryStorage, name: string, parts: readonly Descriptor[]): Promise<void> {
	const repository = await storage.getRepository(name);
	for (const { digest, size } of new Map(parts.map((part) => [part.digest, part])).values()) {
		const bytes = repository && holds(repository, digest) ? await storage.blobBytes(digest) : undefined;
		if (bytes === undefined) throw unknownPart(digest);
		if (bytes !== size) {
			throw new RegistryError("MANIFEST_INVALID", `${digest} has ${bytes} bytes, the manifest says ${size}.`);
		}
	}
}
