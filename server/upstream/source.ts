/** Content that can be read once, or not at all, and is closed either way. */
import { streamOf } from "#emulator/registry/bytes.ts";
import type { ByteRange } from "#emulator/registry/storage.ts";

export interface Source {
	/** Undefined when nobody says. */
	readonly bytes: number | undefined;
	/** Once only; less when there is less. */
	read(range: ByteRange): AsyncGenerator<Uint8Array>;
	/** Any number of times, also while it is read. */
	close(): Promise<void>;
}

export const EVERYTHING: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

/**
 * As the body of an answer, which closes the source. Waits for the first piece, so that what cannot be had at all gets an error
 * instead of a broken answer.
 */
export async function bodyOf(source: Source, range: ByteRange): Promise<ReadableStream<Uint8Array>> {
	const pieces = source.read(range);
	const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
		try {
			const result = await pieces.next();
			if (!result.done) return result;
		} catch (error) {
			await source.close();
			throw error;
		}
		await source.close();
		return { done: true, value: undefined };
	};
	let first: IteratorResult<Uint8Array, undefined> | undefined = await next();
	return streamOf({
		async next() {
			const result = first;
			first = undefined;
			return result ?? next();
		},
		async return() {
			await source.close();
			return { done: true, value: undefined };
		},
	});
}
