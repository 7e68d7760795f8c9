/** Commands in the guest for the build: their output, or an error that shows it. */
import type { Machine } from "../../machine.ts";

const TIMEOUT_MS = 300_000;

/** Standard output of a shell command. @throws when it exits with anything but 0, with what it printed. */
export async function inGuest(machine: Machine, command: string): Promise<string> {
	const running = await machine.exec(command, { timeoutMs: TIMEOUT_MS, cwd: "/" });
	const [output, errors, { code }] = await Promise.all([textOf(running.stdout), textOf(running.stderr), running.exit]);
	if (code !== 0) throw new Error(`In the guest, "${command}" ended with ${code}:\n${output}${errors}`);
	return output;
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
	return await new Response(stream).text();
}

/**
 * Settles once the guest does next to nothing for a second: what was started has come to rest.
 * @throws when it does not within two minutes
 */
export async function waitUntilQuiet(machine: Machine): Promise<void> {
	const QUIET_INSTRUCTIONS_PER_SECOND = 8e6;
	const giveUpMs = Date.now() + 120_000;
	await machine.stats();
	for (let quietSamples = 0; quietSamples < 2; ) {
		await new Promise((resolve) => setTimeout(resolve, 1000));
		const { instructionsPerSecond } = await machine.stats();
		quietSamples = instructionsPerSecond < QUIET_INSTRUCTIONS_PER_SECOND ? quietSamples + 1 : 0;
		if (Date.now() > giveUpMs) throw new Error("The guest does not come to rest.");
	}
}
