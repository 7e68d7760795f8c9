/** Waits until a program in the guest takes connections at a port. */
import type { GuestPorts } from "#emulator/machine.ts";
import { delay } from "../delay.ts";

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1500;

/** @returns false when nothing listened for `limitMs`, or `signal` aborted */
export async function untilListening(
	ports: Pick<GuestPorts, "request">,
	port: number,
	limitMs: number,
	signal: AbortSignal,
): Promise<boolean> {
	const deadlineMs = Date.now() + limitMs;
	for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
		// An answer, and not just a connection: dockerd's proxy takes connections for programs that do not listen yet.
		const answer = await ports.request({ port, method: "HEAD", path: "/", signal }).catch(() => undefined);
		await answer?.body.cancel().catch(() => {});
		if (answer) return true;
		if (Date.now() + pauseMs > deadlineMs) return false;
		await delay(pauseMs, signal);
	}
	return false;
}
