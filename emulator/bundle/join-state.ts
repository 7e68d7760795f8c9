/** Puts the parts of a stored state together, several at a time. */
import { decodePlaces, putBack } from "./block-order.ts";
import type { Manifest } from "./manifest.ts";
import type { PartStore } from "./part-store.ts";
import { release } from "./release.ts";

/** Browsers open six connections to a host with HTTP/1.1. */
const CONCURRENT_PARTS = 6;

/** v86's saved state. @throws what `PartStore.get` throws; the other transfers are then given up */
export async function joinState(
	store: PartStore,
	{ parts, places, headBytes, rawBytes }: Manifest["snapshot"],
	signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
	const offsets: number[] = [];
	let offset = 0;
	for (const part of parts) {
		offsets.push(offset);
		offset += part.rawBytes;
	}
	const joined = new Uint8Array(rawBytes);
	const failed = new AbortController();
	const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
	const order = store.get(places, either).then((bytes) => ({ headBytes, places: decodePlaces(bytes) }));
	let next = 0;
	async function work(): Promise<void> {
		for (let index = next++; index < parts.length; index = next++) {
			const raw = await store.get(parts[index] as (typeof parts)[number], either);
			putBack(joined, raw, offsets[index] as number, await order);
			release(raw);
		}
	}
	try {
		await Promise.all([order, ...Array.from({ length: Math.min(CONCURRENT_PARTS, parts.length) }, work)]);
	} catch (error) {
		failed.abort(error);
		throw error;
	}
	return joined;
}
