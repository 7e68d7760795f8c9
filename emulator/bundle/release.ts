/** Memory that is given back at once: a start fills hundreds of megabytes, which the collector would leave for half a minute. */

/** For bytes that nobody reads any more. They are gone afterwards, for every view of their buffer. */
export function release(bytes: Uint8Array | ArrayBuffer): void {
	const buffer = bytes instanceof Uint8Array ? bytes.buffer : bytes;
	if (!(buffer instanceof ArrayBuffer)) return;
	// A part of a larger buffer may have neighbours that are still read, as small Buffers of Node do.
	if (bytes.byteLength < buffer.byteLength) return;
	// Handed over to nobody. `ArrayBuffer.transfer(0)` says it better, but Node 20 does not have it.
	structuredClone(null, { transfer: [buffer] });
}
