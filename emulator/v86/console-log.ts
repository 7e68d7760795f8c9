/** The end of what the kernel wrote to its serial console, and the one line of it that matters: a panic. */

const KEPT_CHARACTERS = 65536;
const PANIC = /Kernel panic - not syncing:? ?([^\r\n]*)[\r\n]/;

export class ConsoleLog {
	#text = "";
	#line = "";
	readonly #onPanic: (reason: string) => void;

	constructor(onPanic: (reason: string) => void) {
		this.#onPanic = onPanic;
	}

	get text(): string {
		return this.#text;
	}

	/** One byte of console output; the kernel's messages are ASCII. */
	append(byte: number): void {
		const character = String.fromCharCode(byte);
		this.#text += character;
		if (this.#text.length > 2 * KEPT_CHARACTERS) this.#text = this.#text.slice(-KEPT_CHARACTERS);
		this.#line += character;
		if (character !== "\n") return;
		const panic = PANIC.exec(this.#line);
		this.#line = "";
		if (panic) this.#onPanic(panic[1] ?? "");
	}
}
