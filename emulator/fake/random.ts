/** The fake kernel's random numbers: like the real one's they are part of a saved machine, and repeat unless entropy is added. */
export class FakeRandom {
	state: number;

	constructor(state: number) {
		this.state = state;
	}

	bytes(length: number): Uint8Array {
		return Uint8Array.from({ length }, () => this.#next());
	}

	stir(seed: Uint8Array): void {
		for (const byte of seed) {
			this.state = (this.state ^ byte) >>> 0;
			this.#next();
		}
	}

	/** xorshift32 (Marsaglia, 2003). */
	#next(): number {
		let x = this.state === 0 ? 1 : this.state;
		x ^= x << 13;
		x ^= x >>> 17;
		x ^= x << 5;
		this.state = x >>> 0;
		return this.state >>> 24;
	}
}
