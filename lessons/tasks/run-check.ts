/** Runs a script of a task in the machine: bounded in time and in output, for the page and for the command line alike. */
import { MachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import { fillIn, type Values } from "../values.ts";
import { readBounded } from "./read-bounded.ts";

export interface ScriptOptions {
	/** After this the script and what it started are killed. Waiting for the machine to take the call counts too. */
	readonly timeoutMs: number;
	readonly values: Values;
	/** `LessonPlan.helpers`: what the script may call. */
	readonly helpers: string;
	/** Aborting kills the script; `runScript` rejects with the signal's reason. */
	readonly signal?: AbortSignal;
}

export interface ScriptOutcome {
	/** As a shell would report it; 124 when it was killed for taking too long, 125 for printing too much. */
	readonly code: number;
	/** What it printed, for the reader: at most 2 kB, without control characters and outer blank lines. */
	readonly said: string;
	/** The same of its standard error, for the author. */
	readonly complaint: string;
	readonly timedOut: boolean;
	/** It printed more than anybody wants to read. */
	readonly flooded: boolean;
}

/** What is kept of an output. The rest is read and dropped, up to `FLOOD_BYTES`. */
const KEPT_BYTES = 2048;
const FLOOD_BYTES = 65536;

/**
 * Runs it as root in /root/lab, outside of the reader's terminals, with nothing on its standard input. Whatever the script does is an
 * outcome. @throws MachineError when the machine or its agent went away
 */
export async function runScript(machine: Machine, script: string, options: ScriptOptions): Promise<ScriptOutcome> {
	const { timeoutMs, values, helpers, signal } = options;
	const timeout = AbortSignal.timeout(timeoutMs);
	const flood = new AbortController();
	const text = `${helpers}\n${fillIn(script, values)}`;
	let said = "";
	let complaint = "";
	try {
		const ends = [timeout, flood.signal, ...(signal === undefined ? [] : [signal])];
		// Beside what the reader runs, never before it.
		const running = await machine.exec(["nice", "-n", "10", "bash", "-c", text], { signal: AbortSignal.any(ends) });
		const bounds = { keptBytes: KEPT_BYTES, mostBytes: FLOOD_BYTES, onTooMuch: () => flood.abort() };
		// A script that ended, or never reads, does not take the end of its input.
		running.stdin.close().catch(() => {});
		await Promise.all([
			readBounded(running.stdout, bounds).then((kept) => {
				said = forReading(kept);
			}),
			readBounded(running.stderr, bounds).then((kept) => {
				complaint = forReading(withOwnLines(kept, helpers));
			}),
		]);
		const { code } = await running.exit;
		return { code, said, complaint, timedOut: false, flooded: false };
	} catch (error) {
		signal?.throwIfAborted();
		if (flood.signal.aborted) return { code: 125, said, complaint, timedOut: false, flooded: true };
		if (timeout.aborted) return { code: 124, said, complaint, timedOut: true, flooded: false };
		if (isScriptsFault(error)) return { code: 126, said, complaint: (error as Error).message, timedOut: false, flooded: false };
		throw error;
	}
}

/** It could not be started: a bash that the reader removed, say. */
function isScriptsFault(error: unknown): boolean {
	return error instanceof MachineError && error.name === "GuestCommandError";
}

/** Bash counts lines from the helpers on; an author counts those of the script. */
function withOwnLines(text: string, helpers: string): string {
	const before = helpers.split("\n").length;
	return text.replace(/^bash: line (\d+):/gm, (_, line) => `line ${Number(line) - before}:`);
}

/** Text that cannot move a cursor or hide what stands before it. */
function forReading(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
	return text.replace(/\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]/g, "").trim();
}
