/** A real guest, and commands in it as people type them. */
import { expect } from "vitest";
import { type Outcome, run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

export interface GuestShell {
	readonly machine: Machine;
	/** Runs it to its end. @throws CommandTimeoutError when that does not come */
	run(command: string): Promise<Outcome>;
	/** Standard output of a command that has to succeed, without the last line's end. */
	output(command: string): Promise<string>;
	/** Asks until the output is like that. */
	untilSays(command: string, expected: RegExp): Promise<void>;
	dispose(): Promise<void>;
}

const COMMAND_TIMEOUT_MS = 120_000;
/** The guest has one processor: asking all the time takes it from what is waited for. */
const poll = { timeout: 120_000, interval: 1000 };

export async function startGuestShell(): Promise<GuestShell> {
	const machine = createNodeMachine();
	await machine.start();

	async function output(command: string): Promise<string> {
		const { stdout, stderr, code } = await shell.run(command);
		expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
		return stdout.trimEnd();
	}

	const shell: GuestShell = {
		machine,
		run: (command) => run(machine, command, { timeoutMs: COMMAND_TIMEOUT_MS }),
		output,
		untilSays: (command, expected) => expect.poll(() => output(command), { ...poll, message: command }).toMatch(expected),
		dispose: () => machine.dispose(),
	};
	return shell;
}
