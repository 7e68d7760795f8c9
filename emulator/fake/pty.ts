/** The fake guest's terminal driver: echo, line editing, Ctrl-C and Ctrl-D, and a size. */
import { Pipe } from "./pipe.ts";
import type { Sink, Source } from "./program.ts";

/** As Linux: what is typed ahead beyond this is dropped. */
const maxLineBytes = 4096;

const interruptKey = 0x03;
const endKey = 0x04;
const eraseKey = 0x7f;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

export class Pty implements Source, Sink {
	/** What the terminal shows. */
	readonly output = new Pipe();
	columns: number;
	rows: number;
	/** Ctrl-C, for whoever is in the foreground. */
	onInterrupt: () => void = () => {};
	readonly #lines = new Pipe();
	#line: number[] = [];
	/** Ctrl-D on an empty line, once. */
	#endOfFile = false;

	constructor(columns: number, rows: number) {
		this.columns = columns;
		this.rows = rows;
	}

	/** Keys from the outside. */
	type(bytes: Uint8Array): void {
		for (const byte of bytes) this.#key(byte);
	}

	/** The next line, as programs read it. */
	async read(signal: AbortSignal): Promise<Uint8Array | undefined> {
		const line = await this.#lines.read(signal);
		if (line?.length === 1 && line[0] === endKey && this.#endOfFile) {
			this.#endOfFile = false;
			return undefined;
		}
		return line;
	}

	async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
		await this.output.write(withCarriageReturns(bytes), signal);
	}

	/** Nothing is typed any more. */
	hangUp(): void {
		this.#lines.end();
		this.output.break();
	}

	#key(byte: number): void {
		if (byte === interruptKey) {
			this.#line = [];
			this.output.flush();
			this.#show("^C\r\n");
			this.onInterrupt();
		} else if (byte === endKey) {
			if (this.#line.length === 0) this.#endOfFile = true;
			this.#lines.push(this.#line.length === 0 ? Uint8Array.of(endKey) : Uint8Array.from(this.#line));
			this.#line = [];
		} else if (byte === carriageReturn || byte === lineFeed) {
			this.#show("\r\n");
			this.#lines.push(Uint8Array.from([...this.#line, lineFeed]));
			this.#line = [];
		} else if (byte === eraseKey) {
			if (this.#line.length > 0) this.#show("\b \b");
			// The bytes of one character in UTF-8 go together.
			while (((this.#line.pop() ?? 0) & 0xc0) === 0x80);
		} else if (this.#line.length < maxLineBytes) {
			this.#line.push(byte);
			this.output.push(Uint8Array.of(byte));
		}
	}

	#show(text: string): void {
		this.output.push(new TextEncoder().encode(text));
	}
}

function withCarriageReturns(bytes: Uint8Array): Uint8Array {
	if (!bytes.includes(lineFeed)) return bytes;
	return Uint8Array.from([...bytes].flatMap((byte) => (byte === lineFeed ? [carriageReturn, lineFeed] : [byte])));
}
