/** Puts the parts of one large buffer together, several at a time. */
import type { Part } from "./manifest.ts";
import type { PartStore } from "./part-store.ts";
import { release } from "./release.ts";

/** Browsers open six connections to a host with HTTP/1.1. */
const CONCURRENT_PARTS = 6;

/** The parts' raw contents, joined. @throws what `PartStore.get` throws; the other transfers are then given up */
export async function joinParts(
	store: PartStore,
	parts: readonly Part[],
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const offsets: number[] = [];
	let rawBytes = 0;
	for (const part of parts) {
		offsets.push(rawBytes);
		rawBytes += part.rawBytes;
	}
	const joined = new Uint8Array(rawBytes);
	const failed = new AbortController();
	const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
	let next = 0;
	async function work(): Promise<void> {
		for (let index = next++; index < parts.length; index = next++) {
			const raw = await store.get(parts[index] as Part, either);
			joined.set(raw, offsets[index] as number);
			release(raw);
		}
	}
	try {
		await Promise.all(Array.from({ length: Math.min(CONCURRENT_PARTS, parts.length) }, work));
	} catch (error) {
		failed.abort(error);
		throw error;
	}
	return joined;
}
