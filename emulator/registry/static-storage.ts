/** The site's own images as a read-only storage: lists from its index, content from its parts. */
import type { ImageIndex } from "../bundle/image-index.ts";
import type { Part } from "../bundle/manifest.ts";
import type { PartStore } from "../bundle/part-store.ts";
import { parseManifest } from "./manifest.ts";
import type { ManifestEntry, Repository } from "./repository.ts";
import type { ByteRange, PullStorage } from "./storage.ts";

/** Parts that are fetched before they are asked for: transfer, decompression and the guest's own work then overlap. */
const AHEAD = 4;

/** @throws RegistryError when a manifest in the index is not one, which is the builder's mistake */
export function createStaticStorage(index: ImageIndex, parts: PartStore): PullStorage {
	const manifests = new Map<string, { content: Uint8Array; entry: ManifestEntry }>();
	for (const [digest, { mediaType, content }] of Object.entries(index.manifests)) {
		const bytes = new TextEncoder().encode(content);
		const { parts: descriptors, subject } = parseManifest(bytes, mediaType);
		const references = descriptors.map((descriptor) => descriptor.digest);
		manifests.set(digest, {
			content: bytes,
			entry: { mediaType, bytes: bytes.byteLength, references, subject: subject?.digest },
		});
	}
	const blobs = new Map(Object.entries(index.blobs));
	const repositories = new Map(
		Object.entries(index.repositories).map(([name, { tags }]) => [name, repositoryOf(new Map(Object.entries(tags)))]),
	);

	/** With all that its tags lead to. */
	function repositoryOf(tags: ReadonlyMap<string, string>): Repository {
		const held = new Map<string, ManifestEntry>();
		const heldBlobs = new Map<string, number>();
		const queue = [...tags.values()];
		for (const digest of queue) {
			const manifest = manifests.get(digest);
			if (!manifest) heldBlobs.set(digest, 0);
			else if (!held.has(digest)) {
				held.set(digest, manifest.entry);
				queue.push(...manifest.entry.references);
			}
		}
		return { tags, manifests: held, blobs: heldBlobs };
	}

	return {
		// Parts are verified as they come.
		verifiesReads: true,
		listRepositories: async () => [...repositories.keys()],
		getRepository: async (name) => repositories.get(name),
		blobBytes: async (digest) => manifests.get(digest)?.entry.bytes ?? blobs.get(digest)?.bytes,
		async *readBlob(digest, range) {
			const manifest = manifests.get(digest);
			if (manifest) yield manifest.content.subarray(range.start, range.end);
			else yield* readParts(blobs.get(digest)?.parts ?? [], range, parts);
		},
	};
}

/** Only the parts that the range touches, in order, some ahead. Stopping early stops their transfer. */
async function* readParts(all: readonly Part[], { start, end }: ByteRange, store: PartStore): AsyncGenerator<Uint8Array> {
	const wanted: { part: Part; from: number; to: number }[] = [];
	let offset = 0;
	for (const part of all) {
		const from = Math.max(0, start - offset);
		const to = Math.min(part.rawBytes, end - offset);
		if (from < to) wanted.push({ part, from, to });
		offset += part.rawBytes;
	}
	const ended = new AbortController();
	const fetched: Promise<Uint8Array>[] = [];
	try {
		for (const [at, { from, to }] of wanted.entries()) {
			for (const { part } of wanted.slice(at + fetched.length, at + AHEAD)) {
				const fetching = store.get(part, ended.signal);
				// It is told where its turn comes, if it does.
				fetching.catch(() => {});
				fetched.push(fetching);
			}
			const content = await fetched.shift();
			if (content) yield content.subarray(from, to);
		}
	} finally {
		ended.abort();
	}
}
