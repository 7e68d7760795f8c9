/** Drops content that nothing refers to any more. */
import type { Repository } from "./repository.ts";
import type { RegistryStorage } from "./storage.ts";

/** Blobs that came in less than `graceMs` ago stay: their manifest may be on its way. How many blobs were removed. */
export function collectGarbage(storage: RegistryStorage, nowMs: number, graceMs: number): Promise<number> {
	return storage.exclusively(async () => {
		const kept = new Set<string>();
		for (const name of await storage.listRepositories()) {
			await storage.updateRepository(name, (before) => {
				const after = before && withoutGarbage(before, nowMs - graceMs);
				for (const digest of [...(after?.manifests.keys() ?? []), ...(after?.blobs.keys() ?? [])]) kept.add(digest);
				return after;
			});
		}
		const garbage = (await storage.listBlobs()).filter((digest) => !kept.has(digest));
		for (const digest of garbage) await storage.removeBlob(digest);
		return garbage.length;
	});
}

function withoutGarbage(repository: Repository, beforeMs: number): Repository | undefined {
	const { manifests, blobs } = repository;
	const referenced = new Set([...manifests.values()].flatMap(({ references }) => references));
	const kept = new Map([...blobs].filter(([digest, cameMs]) => referenced.has(digest) || cameMs > beforeMs));
	return manifests.size === 0 && kept.size === 0 ? undefined : { ...repository, blobs: kept };
}
