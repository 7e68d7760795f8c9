/** Blobs: out of the cache, or from the upstream registry into it and to all who asked meanwhile. */
import { DamagedContentError, verified } from "#emulator/registry/bytes.ts";
import { RegistryError } from "#emulator/registry/errors.ts";
import { parseRange } from "#emulator/registry/ranges.ts";
import type { ByteRange } from "#emulator/registry/storage.ts";
import type { UpstreamClient } from "./client.ts";
import type { ContentCache, Stored } from "./content-cache.ts";
import { CacheUnusableError, Download } from "./download.ts";
import { type Answer, unavailable } from "./exchange.ts";
import { bodyOf, EVERYTHING, type Source } from "./source.ts";

export interface BlobsOptions {
	readonly client: UpstreamClient;
	readonly cache: ContentCache;
	readonly maxBytes: number;
	readonly log: (message: string) => void;
}

/** At a time. Each may fill the disk by a largest blob before anything older is removed. */
const MAX_DOWNLOADS = 32;

export class Blobs {
	readonly #options: BlobsOptions;
	/** Those that last, by repository and digest. Undefined when the cache takes nothing. */
	readonly #downloads = new Map<string, Promise<Download | undefined>>();

	constructor(options: BlobsOptions) {
		this.#options = options;
	}

	/** @throws RegistryError */
	async answer(request: Request, name: string, digest: string): Promise<Response> {
		const headers = {
			"Accept-Ranges": "bytes",
			"Content-Type": "application/octet-stream",
			"Docker-Content-Digest": digest,
			ETag: `"${digest}"`,
			// The name is the content. Nothing on the way should compress it: layers are compressed.
			"Cache-Control": "private, max-age=31536000, immutable, no-transform",
		};
		if (request.method === "HEAD") {
			return new Response(null, { headers: { ...headers, ...lengthOf(await this.#bytes(name, digest)) } });
		}
		const respond = (source: Source): Promise<Response> => answerFrom(source, request.headers.get("Range"), headers);
		try {
			return await respond(await this.#open(name, digest));
		} catch (error) {
			if (!(error instanceof DamagedContentError)) throw error;
			// It is no longer in the cache; the next who asks brings it back.
			return respond(await this.#passOn(name, digest));
		}
	}

	async #bytes(name: string, digest: string): Promise<number | undefined> {
		const stored = await this.#options.cache.open(digest);
		if (stored) {
			await stored.close();
			return stored.bytes;
		}
		const answer = await this.#options.client.ask({ name, path: `blobs/${digest}`, method: "HEAD" });
		answer.cancel();
		return answer.claimedBytes;
	}

	/** One transfer for all who ask while it lasts. @throws RegistryError */
	async #open(name: string, digest: string): Promise<Source> {
		const key = `${name}@${digest}`;
		for (;;) {
			const stored = this.#downloads.has(key) ? undefined : await this.#options.cache.open(digest);
			if (stored) return this.#checked(stored, digest);
			// Somebody else may have begun meanwhile.
			const download = await (this.#downloads.get(key) ?? this.#start(key, name, digest));
			if (!download) return this.#passOn(name, digest);
			if (download.open) return this.#orPassOn(download.join(), name, digest);
			await download.ended;
		}
	}

	#start(key: string, name: string, digest: string): Promise<Download | undefined> {
		const forget = (): void => void this.#downloads.delete(key);
		const starting = this.#download(name, digest);
		this.#downloads.set(key, starting);
		starting.then((download) => (download ? download.ended.then(forget) : forget()), forget);
		return starting;
	}

	async #download(name: string, digest: string): Promise<Download | undefined> {
		const { cache, log } = this.#options;
		if (this.#downloads.size >= MAX_DOWNLOADS) throw unavailable("Too many images are on their way. Try again later.", 503);
		const incoming = await cache.create().catch((error: unknown) => log(`The cache cannot be written: ${error}`));
		if (!incoming) return undefined;
		try {
			const answer = await this.#ask(name, digest);
			const content = this.#arriving(answer, digest);
			return new Download({ digest, bytes: answer.claimedBytes, content, cancel: answer.cancel, incoming, log });
		} catch (error) {
			await incoming.discard();
			await incoming.close();
			throw error;
		}
	}

	async #ask(name: string, digest: string): Promise<Answer> {
		const answer = await this.#options.client.ask({ name, path: `blobs/${digest}` });
		if ((answer.claimedBytes ?? 0) <= this.#options.maxBytes) return answer;
		answer.cancel();
		throw tooLarge(this.#options.maxBytes);
	}

	/** Its last piece does not come when it is too long, or not what it should be. */
	async *#arriving(answer: Answer, digest: string): AsyncGenerator<Uint8Array> {
		const { maxBytes, log } = this.#options;
		async function* bounded(): AsyncGenerator<Uint8Array> {
			let bytes = 0;
			for await (const piece of answer.pieces()) {
				bytes += piece.byteLength;
				if (bytes > maxBytes) throw tooLarge(maxBytes);
				yield piece;
			}
		}
		try {
			yield* verified(bounded(), digest);
		} catch (error) {
			if (!(error instanceof DamagedContentError)) throw error;
			log(`The upstream registry sent something else than ${digest}.`);
			throw unavailable("The upstream registry sent something else than was asked for: its digest is wrong.");
		}
	}

	/** From the cache: a part of it is left to the client to check, which has the digest of the whole. */
	#checked(stored: Stored, digest: string): Source {
		const { cache, log } = this.#options;
		return {
			...stored,
			async *read(range) {
				try {
					if (range.start === 0 && range.end >= stored.bytes) yield* verified(stored.read(range), digest);
					else yield* stored.read(range);
				} catch (error) {
					if (error instanceof DamagedContentError) {
						log(`The cache had something else than ${digest}.`);
						await cache.remove(digest);
					}
					throw error;
				}
			},
		};
	}

	/** Past the cache, for one client. */
	async #passOn(name: string, digest: string): Promise<Source> {
		const answer = await this.#ask(name, digest);
		const content = this.#arriving(answer, digest);
		return {
			bytes: answer.claimedBytes,
			async *read({ start, end }) {
				let at = 0;
				for await (const piece of content) {
					const wanted = piece.subarray(Math.max(0, start - at), Math.max(0, end - at));
					at += piece.byteLength;
					if (wanted.byteLength > 0) yield wanted;
				}
			},
			close: async () => answer.cancel(),
		};
	}

	/** Goes on past the cache when that takes no more: what has been read so far is right. */
	#orPassOn(source: Source, name: string, digest: string): Source {
		const passOn = (): Promise<Source> => this.#passOn(name, digest);
		let current = source;
		let closed = false;
		return {
			bytes: source.bytes,
			async *read(range: ByteRange) {
				let at = range.start;
				try {
					for await (const piece of source.read(range)) {
						at += piece.byteLength;
						yield piece;
					}
					return;
				} catch (error) {
					if (!(error instanceof CacheUnusableError)) throw error;
				}
				await source.close();
				current = await passOn();
				if (closed) await current.close();
				yield* current.read({ start: at, end: range.end });
			},
			async close() {
				closed = true;
				await current.close();
			},
		};
	}
}

/** All of it or the part that is asked for. @throws RegistryError, DamagedContentError when that shows before anything is sent */
async function answerFrom(source: Source, wanted: string | null, headers: Record<string, string>): Promise<Response> {
	const { bytes } = source;
	const range = bytes === undefined ? undefined : parseRange(wanted, bytes);
	if (range === undefined) return new Response(await bodyOf(source, EVERYTHING), { headers: { ...headers, ...lengthOf(bytes) } });
	if (range === "unsatisfiable") {
		await source.close();
		throw new RegistryError("SIZE_INVALID", `The blob has ${bytes} bytes.`, {
			status: 416,
			headers: { "Content-Range": `bytes */${bytes}` },
		});
	}
	const { start, end } = range;
	return new Response(await bodyOf(source, range), {
		status: 206,
		headers: { ...headers, ...lengthOf(end - start), "Content-Range": `bytes ${start}-${end - 1}/${bytes}` },
	});
}

function lengthOf(bytes: number | undefined): Record<string, string> {
	return bytes === undefined ? {} : { "Content-Length": String(bytes) };
}

/** Docker's client shows the words of this code, and does not try again. */
export function tooLarge(maxBytes: number): RegistryError {
	return new RegistryError(
		"UNSUPPORTED",
		`The image has a layer of more than the ${maxBytes / 1e6} MB that this site lets through.`,
		{
			status: 413,
		},
	);
}
