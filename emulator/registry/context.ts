/** What every endpoint works with. */

import { RegistryError } from "./errors.ts";
import type { Repository } from "./repository.ts";
import type { PullStorage, RegistryStorage } from "./storage.ts";

export interface Context {
	readonly storage: PullStorage;
	/** The same storage when it can be written. */
	readonly writable: RegistryStorage | undefined;
	readonly log: (message: string) => void;
	readonly now: () => number;
	/** What a pull of a repository that is not there gets. */
	readonly unknownRepository: (name: string) => RegistryError;
}

/** @throws RegistryError */
export async function knownRepository({ storage, unknownRepository }: Context, name: string): Promise<Repository> {
	const repository = await storage.getRepository(name);
	if (repository === undefined) throw unknownRepository(name);
	return repository;
}

/** @throws RegistryError `UNSUPPORTED` when the registry is read-only */
export function writableStorage({ writable }: Context): RegistryStorage {
	if (writable) return writable;
	throw new RegistryError("UNSUPPORTED", "This registry is read-only.", { headers: { Allow: "GET, HEAD" } });
}
