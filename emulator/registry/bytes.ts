/** Bytes in pieces: from requests, into responses, and held against their digests. */
import { algorithmOf, createHasher } from "./digest.ts";
import { RegistryError } from "./errors.ts";

/** Stored content that is not what its digest says. */
export class DamagedContentError extends Error {
	override readonly name = "DamagedContentError";
	readonly digest: string;

	constructor(digest: string) {
		super(`Stored content no longer matches its digest ${digest}.`);
		this.digest = digest;
	}
}

/**
 * Hands `content` on, one piece late: when the whole does not match, its last piece never comes.
 * @throws DamagedContentError in place of the last piece
 */
export async function* verified(content: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
	const hasher = await createHasher(algorithmOf(digest));
	let held: Uint8Array | undefined;
	for await (const piece of content) {
		hasher.update(piece);
		if (held) yield held;
		held = piece;
	}
	if (hasher.digest() !== digest) throw new DamagedContentError(digest);
	if (held) yield held;
}

/** A stream of what the iterator has left; cancelling it ends the iterator. */
export function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream(
		{
			async pull(controller) {
				const { done, value } = await pieces.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			async cancel() {
				await pieces.return?.();
			},
		},
		{ highWaterMark: 0 },
	);
}

/**
 * The body, piece by piece. Whoever stops early leaves the rest unread.
 * @throws RegistryError when the client goes away in the middle
 */
export async function* piecesOf(request: Request): AsyncGenerator<Uint8Array> {
	const reader = request.body?.getReader();
	if (!reader) return;
	try {
		for (;;) {
			const { done, value } = await reader.read().catch(() => {
				throw new RegistryError("SIZE_INVALID", "The request ended in the middle of its body.");
			});
			if (done) return;
			yield value;
		}
	} finally {
		reader.releaseLock();
	}
}

/**
 * Reads what is left of a body and drops it. A client that is still sending would otherwise find the connection closed before it reads
 * why its request was refused.
 */
export async function drain(request: Request): Promise<void> {
	try {
		for await (const _ of piecesOf(request));
	} catch {
		// The client has gone.
	}
}

/** All of `pieces`, or undefined when they are longer than `maxBytes`. */
export async function collect(pieces: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
	const collected: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of pieces) {
		bytes += piece.byteLength;
		if (bytes > maxBytes) return undefined;
		collected.push(piece);
	}
	const whole = new Uint8Array(bytes);
	let at = 0;
	for (const piece of collected) {
		whole.set(piece, at);
		at += piece.byteLength;
	}
	return whole;
}
