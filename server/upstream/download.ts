/**
 * A blob on its way into the cache. Everybody who wants it reads along in the file, each at their own pace; when nobody is left, the
 * transfer ends.
 */
import type { ByteRange } from "#emulator/registry/storage.ts";
import type { Incoming } from "./content-cache.ts";
import { unavailable } from "./exchange.ts";
import type { Source } from "./source.ts";

/** The folder takes no more. What has been read so far is right. */
export class CacheUnusableError extends Error {
	override readonly name = "CacheUnusableError";
}

export interface DownloadOptions {
	readonly digest: string;
	/** What the registry says is its length. */
	readonly bytes: number | undefined;
	/** Fails instead of its last piece when it is not what it should be. */
	readonly content: AsyncGenerator<Uint8Array>;
	/** Ends `content` early. */
	readonly cancel: () => void;
	readonly incoming: Incoming;
	readonly log: (message: string) => void;
}

export class Download {
	readonly bytes: number | undefined;
	/** Settles when no more is written; never rejects. */
	readonly ended: Promise<void>;
	readonly #options: DownloadOptions;
	#written = 0;
	#state: "running" | "complete" | Error = "running";
	#readers = 0;
	#waiting: (() => void)[] = [];

	constructor(options: DownloadOptions) {
		this.#options = options;
		this.bytes = options.bytes;
		this.ended = this.#run();
	}

	/** Whether `join` makes sense: it neither failed nor was given up. */
	get open(): boolean {
		return this.#state === "running" || (this.#state === "complete" && this.#readers > 0);
	}

	/** Reads along. @throws RegistryError when the transfer fails, CacheUnusableError */
	join(): Source {
		this.#readers++;
		let left = false;
		return {
			bytes: this.bytes,
			read: (range) => this.#follow(range),
			close: async () => {
				if (left) return;
				left = true;
				this.#readers--;
				await this.#closeWhenUnused();
			},
		};
	}

	async #closeWhenUnused(): Promise<void> {
		if (this.#readers > 0) return;
		if (this.#state === "running") {
			this.#end(unavailable("Nobody waited for this any more."));
			this.#options.cancel();
		}
		await this.ended;
		await this.#options.incoming.close();
	}

	async *#follow({ start, end }: ByteRange): AsyncGenerator<Uint8Array> {
		for (let at = start; at < end; ) {
			const until = Math.min(this.#written, end);
			if (at < until) {
				for await (const piece of this.#options.incoming.read({ start: at, end: until })) {
					at += piece.byteLength;
					yield piece;
				}
			} else if (this.#state === "running") await new Promise<void>((resolve) => this.#waiting.push(resolve));
			else if (this.#state === "complete") return;
			else throw this.#state;
		}
	}

	async #run(): Promise<void> {
		const { content, incoming, digest } = this.#options;
		try {
			for await (const piece of content) {
				await incoming.append(piece).catch(unusable);
				this.#written += piece.byteLength;
				this.#wake();
			}
			// Also when it cannot be kept, it has come.
			await incoming.commit(digest).catch((error: unknown) => this.#options.log(`The cache keeps no ${digest}: ${error}`));
			this.#end("complete");
		} catch (error) {
			this.#end(error instanceof Error ? error : new Error(String(error)));
		} finally {
			await incoming.discard();
			if (this.#readers === 0) await incoming.close();
		}
	}

	#end(state: "complete" | Error): void {
		if (this.#state === "running") this.#state = state;
		this.#wake();
	}

	#wake(): void {
		for (const resolve of this.#waiting.splice(0)) resolve();
	}
}

function unusable(cause: unknown): never {
	throw new CacheUnusableError(`The cache cannot be written: ${cause}`, { cause });
}
