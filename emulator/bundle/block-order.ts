/**
 * The order in which a saved state is stored: pages of one kind lie together, as a compressor finds more among its neighbours. What is
 * left over at both ends of the pages is stored after them.
 */
export const BLOCK_BYTES = 4096;

export interface BlockOrder {
	/** Bytes of the state before its first block. */
	readonly headBytes: number;
	/** The number of a block in the state, by its number as stored. */
	readonly places: Uint32Array;
}

/** The state as it is stored. */
export function arrange(state: Uint8Array, { headBytes, places }: BlockOrder): Uint8Array {
	const stored = new Uint8Array(state.byteLength);
	places.forEach((place, index) => {
		const from = headBytes + place * BLOCK_BYTES;
		stored.set(state.subarray(from, from + BLOCK_BYTES), index * BLOCK_BYTES);
	});
	const blocksBytes = places.length * BLOCK_BYTES;
	stored.set(state.subarray(0, headBytes), blocksBytes);
	stored.set(state.subarray(headBytes + blocksBytes), blocksBytes + headBytes);
	return stored;
}

/** Puts a piece of what is stored, `offset` bytes from its beginning, where it belongs. `offset` is a multiple of a block. */
export function putBack(state: Uint8Array, piece: Uint8Array, offset: number, { headBytes, places }: BlockOrder): void {
	const blocks = Math.min(Math.floor(piece.byteLength / BLOCK_BYTES), places.length - offset / BLOCK_BYTES);
	for (let index = 0; index < blocks; index++) {
		const place = places[offset / BLOCK_BYTES + index] as number;
		state.set(piece.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES), headBytes + place * BLOCK_BYTES);
	}
	const restBegin = places.length * BLOCK_BYTES;
	for (let at = Math.max(0, blocks) * BLOCK_BYTES; at < piece.byteLength; ) {
		const rest = offset + at - restBegin;
		const length = rest < headBytes ? Math.min(headBytes - rest, piece.byteLength - at) : piece.byteLength - at;
		state.set(piece.subarray(at, at + length), rest < headBytes ? rest : restBegin + rest);
		at += length;
	}
}

/** Differences between neighbours, little-endian: mostly small. */
export function encodePlaces(places: Uint32Array): Uint8Array {
	const bytes = new Uint8Array(places.length * 4);
	const view = new DataView(bytes.buffer);
	places.forEach((place, index) => {
		view.setInt32(index * 4, place - (places[index - 1] ?? 0), true);
	});
	return bytes;
}

/** @throws RangeError when they are not each number below their count, once */
export function decodePlaces(bytes: Uint8Array): Uint32Array {
	const places = new Uint32Array(bytes.byteLength / 4);
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	const seen = new Uint8Array(places.length);
	let place = 0;
	for (let index = 0; index < places.length; index++) {
		place += view.getInt32(index * 4, true);
		if (!(place >= 0 && place < places.length) || seen[place] === 1) throw new RangeError("not an order of blocks");
		seen[place] = 1;
		places[index] = place;
	}
	return places;
}
