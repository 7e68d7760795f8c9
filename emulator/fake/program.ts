/** What a program of the fake guest gets. */
import type { FakeGuest } from "./fake-guest.ts";
import type { FakeProcess } from "./processes.ts";
import type { Pty } from "./pty.ts";

export interface Source {
	/** Undefined at the end. */
	read(signal: AbortSignal): Promise<Uint8Array | undefined>;
}

export interface Sink {
	write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
}

export interface Program {
	readonly guest: FakeGuest;
	readonly process: FakeProcess;
	/** With its own name first. */
	readonly words: readonly string[];
	readonly env: ReadonlyMap<string, string>;
	readonly cwd: string;
	readonly user: string;
	readonly stdin: Source;
	readonly stdout: Sink;
	readonly stderr: Sink;
	readonly terminal: Pty | undefined;
}

/** To the exit code. Kills come as rejections of what it waits for. */
export type Main = (program: Program) => Promise<number>;

export function print(program: Program, text: string): Promise<void> {
	return program.stdout.write(new TextEncoder().encode(text), program.process.killed.signal);
}

export async function complain(program: Program, text: string): Promise<number> {
	await program.stderr.write(new TextEncoder().encode(`${program.words[0]}: ${text}\n`), program.process.killed.signal);
	return 1;
}

/** `promise`, unless the process is killed first. */
export async function unlessKilled<T>(program: Program, promise: Promise<T>): Promise<T> {
	const { signal } = program.process.killed;
	signal.throwIfAborted();
	let handleAbort = () => {};
	const killed = new Promise<never>((_, reject) => {
		handleAbort = () => reject(signal.reason);
		signal.addEventListener("abort", handleAbort, { once: true });
	});
	try {
		return await Promise.race([promise, killed]);
	} finally {
		signal.removeEventListener("abort", handleAbort);
	}
}

/** Lets timers and messages have their turn; loops that never wait for anything else need it. */
export function yieldToHost(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 0));
}
