/** Follows the log of the guest's tap, from what it holds to what is written from now on. */
import type { Machine } from "#emulator/machine.ts";
import { delay } from "../delay.ts";
import { type ClientLog, emptyLog, withRecords } from "./client-log.ts";
import { readJsonLines } from "./json-lines.ts";

/** Survives that the tap begins a new file, and waits for one that is not there yet. */
const COMMAND = ["tail", "--lines=1200", "--follow=name", "--retry", "/run/slipway/docker-requests.log"];
const FOLLOW_AGAIN_MS = 2000;

/** Settles after `signal` aborted. */
export async function followRequests(
	machine: Pick<Machine, "exec">,
	signal: AbortSignal,
	report: (log: ClientLog) => void,
): Promise<void> {
	while (!signal.aborted) {
		try {
			const tail = await machine.exec(COMMAND, { cwd: "/", signal });
			tail.exit.catch(() => {});
			void tail.stderr.cancel().catch(() => {});
			let log = emptyLog;
			await readJsonLines(tail.stdout, signal, (values) => {
				log = withRecords(log, values);
				report(log);
			});
		} catch {
			// The agent went away, or nobody watches any more.
		}
		await delay(FOLLOW_AGAIN_MS, signal);
	}
}
