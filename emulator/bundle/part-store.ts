/** Parts of the bundle by digest: loaded, retried, verified, decompressed. What cannot be verified never reaches the machine. */
import { MachineError } from "../errors.ts";
import { delay } from "./delay.ts";
import type { Part } from "./manifest.ts";
import { release } from "./release.ts";
import { decompress } from "./zstd.ts";

/** Where stored parts come from: the site with the browser's cache before it, or a folder. */
export interface PartLoader {
	/**
	 * The stored bytes of a part, for the caller to keep or release. `fresh` passes over any cache. `onBytes` is told of bytes as they
	 * arrive, by where they came from.
	 * @throws when it cannot be had
	 */
	load(part: Part, options: { readonly fresh: boolean; readonly onBytes: OnPartBytes }): Promise<Uint8Array>;
	/**
	 * What `load` returned is what the digest says, and may be kept for the next time. Nobody waits for it. The bytes may be released
	 * as soon as it returns.
	 */
	keep?(part: Part, stored: Uint8Array): void;
	/**
	 * Brings a part into a cache from which `load` is quick, as it comes: `load` is where it is read, and verified. A loader without a
	 * cache has nothing to do.
	 * @throws when it cannot be had
	 */
	prefetch?(part: Part, onBytes: OnPartBytes): Promise<void>;
}

export type OnPartBytes = (bytes: number, from: PartOrigin) => void;

export type PartOrigin = "network" | "cache";

/** Waits before the second, third and fourth attempt. */
const RETRY_DELAYS_MS = [200, 800, 2400];

export class PartStore {
	fetchedBytes = 0;
	cachedBytes = 0;
	readonly #loader: PartLoader;
	readonly #onBytes: () => void;

	/** `onBytes` is called whenever one of the two counters grew. */
	constructor(loader: PartLoader, onBytes: () => void = () => {}) {
		this.#loader = loader;
		this.#onBytes = onBytes;
	}

	/**
	 * The raw content of a part.
	 * @throws MachineError `FetchFailedError` after four attempts, `DigestMismatchError` when it is damaged twice in a row
	 */
	async get(part: Part, signal?: AbortSignal): Promise<Uint8Array> {
		const stored = await this.#verified(part, signal);
		if (part.storedBytes === part.rawBytes) return stored;
		try {
			const raw = await decompress(stored, part.rawBytes);
			release(stored);
			return raw;
		} catch (cause) {
			// Its digest is right, so the bundle was built wrong.
			throw new MachineError("DigestMismatchError", `Part ${short(part)} of the machine cannot be decompressed.`, {
				detail: part.sha256,
				cause,
			});
		}
	}

	/** Has the part in the loader's cache, for later. @throws MachineError `FetchFailedError` after four attempts */
	async prefetch(part: Part, signal?: AbortSignal): Promise<void> {
		await this.#retried(part, signal, async () => await this.#loader.prefetch?.(part, this.#count));
	}

	async #verified(part: Part, signal: AbortSignal | undefined): Promise<Uint8Array> {
		const load = (fresh: boolean): Promise<Uint8Array> =>
			this.#retried(
				part,
				signal,
				async (again) => await this.#loader.load(part, { fresh: fresh || again, onBytes: this.#count }),
			);
		for (const fresh of [false, true]) {
			const stored = await load(fresh);
			if (!(await matches(stored, part))) continue;
			this.#loader.keep?.(part, stored);
			return stored;
		}
		throw new MachineError("DigestMismatchError", `Part ${short(part)} of the machine arrived damaged, twice.`, {
			detail: part.sha256,
		});
	}

	async #retried<T>(part: Part, signal: AbortSignal | undefined, attempt: (again: boolean) => Promise<T>): Promise<T> {
		for (let failures = 0; ; failures++) {
			signal?.throwIfAborted();
			try {
				return await attempt(failures > 0);
			} catch (cause) {
				const delayMs = RETRY_DELAYS_MS[failures];
				if (delayMs === undefined) {
					throw new MachineError("FetchFailedError", `Part ${short(part)} of the machine cannot be fetched.`, {
						detail: part.sha256,
						cause,
					});
				}
				await delay(delayMs, signal);
			}
		}
	}

	readonly #count: OnPartBytes = (bytes, from) => {
		if (from === "network") this.fetchedBytes += bytes;
		else this.cachedBytes += bytes;
		this.#onBytes();
	};
}

async function matches(stored: Uint8Array, part: Part): Promise<boolean> {
	if (stored.byteLength !== part.storedBytes) return false;
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", stored as Uint8Array<ArrayBuffer>));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === part.sha256;
}

function short(part: Part): string {
	return part.sha256.slice(0, 12);
}
