/** Commands in a guest that have to succeed, without a word on standard error. */
import { expect } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";

/** What a shell command prints. */
export async function succeed(machine: Machine, command: string): Promise<string> {
	const { code, stdout, stderr } = await run(machine, command);
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
	return stdout.trim();
}
