/** What the parts of the contract suite share. */
import { expect } from "vitest";
import { readAll } from "../agent/read-all.ts";
import { MachineError } from "../errors.ts";
import type { ExecOptions, Machine, Terminal } from "../machine.ts";

export interface ContractOptions {
	/** A machine that is not started yet. The suite disposes of it. */
	readonly create: () => Promise<Machine>;
	/** For one test or one start; default 120 s. */
	readonly timeoutMs?: number;
}

/** How much may be on its way from a writer in the guest to a reader who does not read: pipes and credit at each station. */
export const maxBufferedBytes = 512 * 1024;

export interface Outcome {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: number;
}

/** Runs a command to its end. */
export async function run(machine: Machine, command: string | readonly string[], options?: ExecOptions): Promise<Outcome> {
	const process = await machine.exec(command, options);
	const [stdout, stderr, exit] = await Promise.all([readText(process.stdout), readText(process.stderr), process.exit]);
	return { stdout, stderr, code: exit.code };
}

export async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
	return new TextDecoder().decode(await readAll(stream));
}

export async function countBytes(stream: ReadableStream<Uint8Array>): Promise<number> {
	const reader = stream.getReader();
	let bytes = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return bytes;
		bytes += value.length;
	}
}

/** Asks again until `holds` says yes. */
export async function eventually(what: string, holds: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
	const deadlineMs = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadlineMs) throw new Error(`after ${withinMs} ms it still does not hold: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Settles when no process has a command line that matches. */
export function untilGone(machine: Machine, pattern: string): Promise<void> {
	return eventually(`"${pattern}" is gone`, async () => (await run(machine, ["pgrep", "-f", pattern])).code === 1);
}

/** Runs a command that ends the machine under itself: how its own call ends is anybody's guess. */
export async function runUntilTheEnd(machine: Machine, command: string): Promise<void> {
	try {
		await (await machine.exec(command)).exit;
	} catch (thrown) {
		if (!(thrown instanceof MachineError)) throw thrown;
	}
}

/** Vitest's own comparison takes seconds for megabytes. */
export function expectSameBytes(found: Uint8Array, expected: Uint8Array): void {
	expect(found.length).toBe(expected.length);
	expect(found.findIndex((byte, at) => byte !== expected[at])).toBe(-1);
}

export function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** Bytes that no compressor and no text conversion leaves alone by luck. */
export function noise(length: number): Uint8Array {
	let state = 12345;
	return Uint8Array.from({ length }, () => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		return state >>> 24;
	});
}

/** How far the guest's clock is from the host's, in milliseconds; the time of asking counts for neither. */
export async function clockErrorMs(machine: Machine): Promise<number> {
	const beforeMs = Date.now();
	const guestMs = Number((await run(machine, "date +%s.%N")).stdout) * 1000;
	const afterMs = Date.now();
	if (guestMs < beforeMs) return beforeMs - guestMs;
	return Math.max(0, guestMs - afterMs);
}

/** Types into a terminal and reads what it shows. */
export class Typist {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
	readonly #decoder = new TextDecoder();
	#seen = "";
	readBytes = 0;

	constructor(terminal: Terminal) {
		this.#writer = terminal.input.getWriter();
		this.#reader = terminal.output.getReader();
	}

	async type(text: string): Promise<void> {
		await this.#writer.write(utf8(text));
	}

	/** Reads until `text` was shown after all that earlier calls waited for. */
	async shows(text: string): Promise<void> {
		for (;;) {
			const at = this.#seen.indexOf(text);
			if (at !== -1) {
				this.#seen = this.#seen.slice(at + text.length);
				return;
			}
			const { done, value } = await this.#reader.read();
			if (done) throw new Error(`the terminal ended before it showed "${text}"; it showed "${this.#seen.slice(-2000)}"`);
			this.readBytes += value.length;
			this.#seen += this.#decoder.decode(value, { stream: true });
		}
	}

	/** Reads to the end and gives back what was not waited for yet. */
	async rest(): Promise<string> {
		for (;;) {
			const { done, value } = await this.#reader.read();
			if (done) return this.#seen;
			this.readBytes += value.length;
			this.#seen += this.#decoder.decode(value, { stream: true });
		}
	}
}
