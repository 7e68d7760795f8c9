/**
 * Initial sequence numbers as RFC 6528 has them: a clock of 4 µs, shifted by an amount that differs for each pair of ports and that
 * nobody outside can tell.
 */
export class InitialSequences {
	readonly #secret = crypto.getRandomValues(new Uint32Array(4));

	next(localPort: number, remotePort: number): number {
		const [first = 0, second = 0, third = 0, fourth = 0] = this.#secret;
		const shift = scramble(scramble(scramble(localPort ^ first) + remotePort + second) ^ third) + fourth;
		return (shift + Math.floor(performance.now() * 250)) >>> 0;
	}
}

/** Every bit of the result depends on every bit of `value`. */
function scramble(value: number): number {
	let mixed = value | 0;
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
	return mixed ^ (mixed >>> 16);
}
