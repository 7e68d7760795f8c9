/** A pipe as the kernel has them: whoever writes more than fits waits for the reader. */
import { createDeferred, type Deferred } from "../flow/deferred.ts";

const capacityBytes = 65536;

/** The reader is gone. */
export class BrokenPipe extends Error {}

export class Pipe {
	readonly #queue: Uint8Array[] = [];
	readonly #waiting = new Set<Deferred<void>>();
	#queuedBytes = 0;
	#ended = false;
	#broken = false;

	/** @throws BrokenPipe; the reason of `signal`. */
	async write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
		let at = 0;
		while (at < bytes.length) {
			signal?.throwIfAborted();
			if (this.#broken) throw new BrokenPipe();
			const room = capacityBytes - this.#queuedBytes;
			if (room <= 0) {
				await this.#change(signal);
				continue;
			}
			const piece = bytes.slice(at, at + room);
			at += piece.length;
			this.push(piece);
		}
	}

	/** Writes at once, also beyond the capacity: for the few bytes nobody can wait for. */
	push(bytes: Uint8Array): void {
		if (this.#ended || this.#broken || bytes.length === 0) return;
		this.#queue.push(bytes);
		this.#queuedBytes += bytes.length;
		this.#notify();
	}

	/** Undefined at the end. */
	async read(signal?: AbortSignal): Promise<Uint8Array | undefined> {
		for (;;) {
			signal?.throwIfAborted();
			const bytes = this.#queue.shift();
			if (bytes !== undefined) {
				this.#queuedBytes -= bytes.length;
				this.#notify();
				return bytes;
			}
			if (this.#ended) return undefined;
			await this.#change(signal);
		}
	}

	/** Nothing more is written. */
	end(): void {
		this.#ended = true;
		this.#notify();
	}

	/** Nothing more is read. */
	break(): void {
		this.#broken = true;
		this.flush();
	}

	/** Drops what waits to be read. */
	flush(): void {
		this.#queue.length = 0;
		this.#queuedBytes = 0;
		this.#notify();
	}

	#notify(): void {
		for (const waiting of this.#waiting) waiting.resolve();
		this.#waiting.clear();
	}

	async #change(signal?: AbortSignal): Promise<void> {
		const waiting = createDeferred<void>();
		const handleAbort = () => waiting.reject(signal?.reason);
		signal?.addEventListener("abort", handleAbort, { once: true });
		this.#waiting.add(waiting);
		try {
			await waiting.promise;
		} finally {
			this.#waiting.delete(waiting);
			signal?.removeEventListener("abort", handleAbort);
		}
	}
}
