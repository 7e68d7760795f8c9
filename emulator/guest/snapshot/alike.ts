/** Sorts blocks of memory into kinds by the bytes they hold: code, tables, text, heaps. The kinds are found by k-means. */
import { BLOCK_BYTES, type BlockOrder } from "../../bundle/block-order.ts";

/** More gain next to nothing. */
const KINDS = 12;
const ROUNDS = 15;
const VALUES = 256;

/** An order of a state's blocks in which those of one kind lie together, within a kind those with as many zeros. */
export function orderByKind(state: Uint8Array, headBytes: number): BlockOrder {
	const count = Math.floor((state.byteLength - headBytes) / BLOCK_BYTES);
	const shares = new Float32Array(count * VALUES);
	for (let block = 0; block < count; block++) {
		const from = headBytes + block * BLOCK_BYTES;
		const share = shares.subarray(block * VALUES, (block + 1) * VALUES);
		for (const byte of state.subarray(from, from + BLOCK_BYTES)) share[byte] = (share[byte] as number) + 1;
		// The root weighs rare bytes up.
		for (let value = 0; value < VALUES; value++) share[value] = Math.sqrt((share[value] as number) / BLOCK_BYTES);
	}
	const { kinds, centres } = cluster(shares, count);
	const zeros = (block: number): number => shares[block * VALUES] as number;
	const rank = centres.map((centre) => centre[0] as number);
	const places = Array.from({ length: count }, (_, block) => block).sort((a, b) => {
		const byKind = (rank[kinds[a] as number] as number) - (rank[kinds[b] as number] as number);
		return byKind || Math.round(64 * (zeros(a) ** 2 - zeros(b) ** 2)) || a - b;
	});
	return { headBytes, places: Uint32Array.from(places) };
}

function cluster(shares: Float32Array, count: number): { kinds: Uint8Array; centres: Float64Array[] } {
	const kinds = new Uint8Array(count);
	let centres: Float64Array[] = Array.from({ length: KINDS }, (_, kind) => {
		const block = Math.floor(((kind + 0.5) / KINDS) * count);
		return Float64Array.from(shares.subarray(block * VALUES, (block + 1) * VALUES));
	});
	for (let round = 0; round < ROUNDS; round++) {
		const sums = centres.map(() => new Float64Array(VALUES));
		const members = new Float64Array(KINDS);
		for (let block = 0; block < count; block++) {
			const kind = nearest(shares, block * VALUES, centres);
			kinds[block] = kind;
			members[kind] = (members[kind] as number) + 1;
			const sum = sums[kind] as Float64Array;
			for (let value = 0; value < VALUES; value++)
				sum[value] = (sum[value] as number) + (shares[block * VALUES + value] as number);
		}
		centres = sums.map((sum, kind) =>
			members[kind] === 0 ? (centres[kind] as Float64Array) : sum.map((total) => total / (members[kind] as number)),
		);
	}
	return { kinds, centres };
}

function nearest(shares: Float32Array, from: number, centres: readonly Float64Array[]): number {
	let best = 0;
	let bestDistance = Number.POSITIVE_INFINITY;
	centres.forEach((centre, kind) => {
		let distance = 0;
		for (let value = 0; value < VALUES; value++) {
			const difference = (shares[from + value] as number) - (centre[value] as number);
			distance += difference * difference;
		}
		if (distance < bestDistance) {
			best = kind;
			bestDistance = distance;
		}
	});
	return best;
}
