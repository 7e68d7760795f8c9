/** Types into a terminal of a machine in this process. */
import type { Machine, Terminal } from "#emulator/machine.ts";
import type { Typist } from "./typist.ts";

/** As the page's. */
const SIZE = { columns: 120, rows: 30 };
const WITHIN_MS = 240_000;
const PROMPT = /(^|\n)root@slipway:[^\n]*# $/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what terminals are told by
const CONTROL = /\x1b\][^\x07]*\x07|\x1b\[[0-?]*[ -/]*[@-~]|\r/g;

export class TerminalTypist implements Typist {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	/** Since the last Enter. */
	#shown = "";
	#ended: unknown;
	#wake = () => {};

	private constructor({ input, output }: Terminal) {
		this.#writer = input.getWriter();
		void this.#read(output.getReader());
	}

	/** Settles when there is a prompt. */
	static async at(machine: Machine): Promise<TerminalTypist> {
		const typist = new TerminalTypist(await machine.openTerminal(SIZE));
		await typist.#prompt("");
		return typist;
	}

	async timed(command: string, succeeded: RegExp): Promise<number> {
		await this.#writer.write(utf8(command));
		this.#shown = "";
		const startedMs = performance.now();
		await this.#writer.write(utf8("\r"));
		await this.#prompt(command);
		const ms = performance.now() - startedMs;
		if (!succeeded.test(this.#text)) throw new Error(`${command} did not succeed:\n${this.#text}`);
		return ms;
	}

	get #text(): string {
		return this.#shown.replace(CONTROL, "");
	}

	async #prompt(command: string): Promise<void> {
		const timer = setTimeout(() => {
			this.#ended = new Error(`${command} did not end within ${WITHIN_MS / 1000} s:\n${this.#text}`);
			this.#wake();
		}, WITHIN_MS);
		try {
			while (!PROMPT.test(this.#text)) {
				if (this.#ended !== undefined) throw this.#ended;
				await new Promise<void>((resolve) => {
					this.#wake = resolve;
				});
			}
		} finally {
			clearTimeout(timer);
		}
	}

	async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
		const decoder = new TextDecoder();
		try {
			for (;;) {
				const { done, value } = await reader.read();
				if (done) break;
				this.#shown += decoder.decode(value, { stream: true });
				this.#wake();
			}
			this.#ended = new Error(`The terminal ended:\n${this.#text}`);
		} catch (error) {
			this.#ended = error;
		}
		this.#wake();
	}
}

function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
