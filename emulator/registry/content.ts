/** Stored content on its way out. What no longer matches its digest is dropped, so that pushing it again mends the registry. */
import { collect, DamagedContentError, verified } from "./bytes.ts";
import type { Context } from "./context.ts";
import type { ByteRange } from "./storage.ts";

/** Content up to this length is read and verified before anything is said of it. */
const SMALL_BYTES = 256 * 1024;

export interface Content {
	readonly bytes: number;
	/** Verified when it is small. */
	readonly whole: Uint8Array | undefined;
}

/** Undefined when it is not there, or small and damaged. */
export async function findContent(context: Context, digest: string): Promise<Content | undefined> {
	const bytes = await context.storage.blobBytes(digest);
	if (bytes === undefined) return undefined;
	if (bytes > SMALL_BYTES) return { bytes, whole: undefined };
	const whole = await readWhole(context, digest, bytes);
	return whole && { bytes, whole };
}

/** Undefined when it is not there, or damaged. */
export async function readContent(context: Context, digest: string): Promise<Uint8Array | undefined> {
	const bytes = await context.storage.blobBytes(digest);
	return bytes === undefined ? undefined : readWhole(context, digest, bytes);
}

async function readWhole(context: Context, digest: string, bytes: number): Promise<Uint8Array | undefined> {
	try {
		return await collect(verifiedContent(context, digest, bytes), bytes);
	} catch (error) {
		if (error instanceof DamagedContentError) return undefined;
		throw error;
	}
}

/** All of it. @throws DamagedContentError before the last piece */
export async function* verifiedContent(context: Context, digest: string, bytes: number): AsyncGenerator<Uint8Array> {
	try {
		yield* verified(context.storage.readBlob(digest, { start: 0, end: bytes }), digest);
	} catch (error) {
		if (error instanceof DamagedContentError) {
			context.log(error.message);
			await context.writable?.removeBlob(digest);
		}
		throw error;
	}
}

/**
 * A part of it. @throws DamagedContentError when the whole is damaged
 */
export async function* verifiedPart(
	context: Context,
	digest: string,
	bytes: number,
	part: ByteRange,
): AsyncGenerator<Uint8Array> {
	const { storage } = context;
	if (!storage.verifiesReads) {
		// There is a digest of the whole only.
		for await (const _ of verifiedContent(context, digest, bytes));
	}
	yield* storage.readBlob(digest, part);
}
