/** Bodies that are read whole: manifests, configurations, tokens, errors. */
import { collect } from "#emulator/registry/bytes.ts";
import { type Answer, type Limits, unavailable } from "./exchange.ts";

/** Such as the specification asks registries to take of a manifest. */
export const MAX_SMALL_BYTES = 4 * 1024 * 1024;

/** @throws RegistryError `UNAVAILABLE` when it is longer, or takes longer than a stall may */
export async function readSmall(answer: Answer, { stallMs }: Limits): Promise<Uint8Array<ArrayBuffer>> {
	if ((answer.claimedBytes ?? 0) > MAX_SMALL_BYTES) {
		answer.cancel();
		throw tooLong();
	}
	let late = false;
	const timer = setTimeout(() => {
		late = true;
		answer.cancel();
	}, stallMs);
	try {
		const whole = await collect(answer.pieces(), MAX_SMALL_BYTES);
		if (whole) return whole as Uint8Array<ArrayBuffer>;
		throw tooLong();
	} catch (error) {
		throw late ? unavailable("The upstream registry is too slow.", 504) : error;
	} finally {
		clearTimeout(timer);
	}
}

/** Undefined when it is not JSON. */
export function parseJson(content: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(content));
	} catch {
		return undefined;
	}
}

function tooLong(): Error {
	return unavailable(`The upstream registry sends more than the ${MAX_SMALL_BYTES} bytes that manifests may have.`);
}
