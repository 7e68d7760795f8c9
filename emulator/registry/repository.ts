/** What one repository consists of. A plain value, replaced as a whole: a push is there entirely or not at all. */
import * as z from "zod";
import { isDigest } from "./digest.ts";

export interface Repository {
	/** Tag to manifest digest. Maps, as `__proto__` is a tag like any other. */
	readonly tags: ReadonlyMap<string, string>;
	/** By digest. */
	readonly manifests: ReadonlyMap<string, ManifestEntry>;
	/** Digest to when it came in here (ms of the clock), which keeps it until its manifest has come too. */
	readonly blobs: ReadonlyMap<string, number>;
}

export interface ManifestEntry {
	readonly mediaType: string;
	readonly bytes: number;
	/** Digests of the blobs and manifests that it consists of. */
	readonly references: readonly string[];
	/** Digest of the manifest that this one is about. */
	readonly subject?: string | undefined;
}

export const EMPTY_REPOSITORY: Repository = { tags: new Map(), manifests: new Map(), blobs: new Map() };

const digest = z.string().refine(isDigest);
const recordSchema = z.strictObject({
	format: z.literal(1),
	tags: z.array(z.tuple([z.string(), digest])),
	manifests: z.array(
		z.tuple([
			digest,
			z.strictObject({
				mediaType: z.string(),
				bytes: z.int().nonnegative(),
				references: z.array(digest),
				subject: digest.optional(),
			}),
		]),
	),
	blobs: z.array(z.tuple([digest, z.number()])),
});

export function encodeRepository({ tags, manifests, blobs }: Repository): string {
	return JSON.stringify({ format: 1, tags: [...tags], manifests: [...manifests], blobs: [...blobs] });
}

/** @throws Error when `text` is not what `encodeRepository` writes */
export function decodeRepository(text: string): Repository {
	const { tags, manifests, blobs } = recordSchema.parse(JSON.parse(text));
	return { tags: new Map(tags), manifests: new Map(manifests), blobs: new Map(blobs) };
}

/** Whether the content may be had by the repository's name. */
export function holds({ blobs, manifests }: Repository, digest: string): boolean {
	return blobs.has(digest) || manifests.has(digest);
}

export function withBlob(before: Repository | undefined, digest: string, nowMs: number): Repository {
	const repository = before ?? EMPTY_REPOSITORY;
	return { ...repository, blobs: new Map(repository.blobs).set(digest, nowMs) };
}

export function withoutBlob(repository: Repository, digest: string): Repository {
	const blobs = new Map(repository.blobs);
	blobs.delete(digest);
	return { ...repository, blobs };
}

export function withManifest(repository: Repository, digest: string, entry: ManifestEntry, tags: readonly string[]): Repository {
	return {
		...repository,
		manifests: new Map(repository.manifests).set(digest, entry),
		tags: new Map([...repository.tags, ...tags.map((tag) => [tag, digest] as const)]),
	};
}

/** Tags that point to it go with it. */
export function withoutManifest(repository: Repository, digest: string): Repository {
	const manifests = new Map(repository.manifests);
	manifests.delete(digest);
	const blobs = new Map(repository.blobs);
	blobs.delete(digest);
	return { manifests, blobs, tags: new Map([...repository.tags].filter(([, target]) => target !== digest)) };
}

export function withoutTag(repository: Repository, tag: string): Repository {
	const tags = new Map(repository.tags);
	tags.delete(tag);
	return { ...repository, tags };
}
