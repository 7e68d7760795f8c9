/** Parts of the bundle by digest: loaded, retried, verified, decompressed. What cannot be verified never reaches the machine. */
import { MachineError } from "../errors.ts";
import { delay } from "./delay.ts";
import type { Part } from "./manifest.ts";
import { decompress } from "./zstd.ts";

/** Where stored parts come from: the site with the browser's cache before it, or a folder. */
export interface PartLoader {
	/**
	 * The stored bytes of a part. `fresh` passes over any cache. `onBytes` is told of bytes as they arrive, by where they came from.
	 * @throws when it cannot be had
	 */
	load(
		part: Part,
		options: { readonly fresh: boolean; readonly onBytes: (bytes: number, from: PartOrigin) => void },
	): Promise<Uint8Array>;
}

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
			return await decompress(stored, part.rawBytes);
		} catch (cause) {
			// Its digest is right, so the bundle was built wrong.
			throw new MachineError("DigestMismatchError", `Part ${short(part)} of the machine cannot be decompressed.`, {
				detail: part.sha256,
				cause,
			});
		}
	}

	/** Has the part loaded into the loader's cache, verified, for later. */
	async prefetch(part: Part, signal?: AbortSignal): Promise<void> {
		await this.#verified(part, signal);
	}

	async #verified(part: Part, signal: AbortSignal | undefined): Promise<Uint8Array> {
		const first = await this.#retried(part, false, signal);
		if (await matches(first, part)) return first;
		const second = await this.#retried(part, true, signal);
		if (await matches(second, part)) return second;
		throw new MachineError("DigestMismatchError", `Part ${short(part)} of the machine arrived damaged, twice.`, {
			detail: part.sha256,
		});
	}

	async #retried(part: Part, fresh: boolean, signal: AbortSignal | undefined): Promise<Uint8Array> {
		for (let attempt = 0; ; attempt++) {
			signal?.throwIfAborted();
			try {
				return await this.#loader.load(part, { fresh: fresh || attempt > 0, onBytes: (bytes, from) => this.#count(bytes, from) });
			} catch (cause) {
				const delayMs = RETRY_DELAYS_MS[attempt];
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

	#count(bytes: number, from: PartOrigin): void {
		if (from === "network") this.fetchedBytes += bytes;
		else this.cachedBytes += bytes;
		this.#onBytes();
	}
}

async function matches(stored: Uint8Array, part: Part): Promise<boolean> {
	if (stored.byteLength !== part.storedBytes) return false;
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", stored as Uint8Array<ArrayBuffer>));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === part.sha256;
}

function short(part: Part): string {
	return part.sha256.slice(0, 12);
}
