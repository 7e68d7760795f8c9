/**
 * Knows whether the Docker daemon is up without asking it again and again: one event stream stays open as long as the daemon lives.
 * When it ends, `/_ping` is tried with growing pauses until the daemon is back.
 */
import type { EngineApi } from "#emulator/machine.ts";
import { delay } from "./delay.ts";
import type { EngineState } from "./state.ts";

/** Only events of the daemon itself: those of containers would cost the guest work that nobody reads here. */
const EVENTS_PATH = `/events?filters=${encodeURIComponent(JSON.stringify({ type: ["daemon"] }))}`;
/** An idle daemon answers in a fraction of a second; one that is busy with a build may need several. */
const ANSWER_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
/** A stream that lived this long was a working daemon, and the next pause is a short one again. */
const PROOF_OF_LIFE_MS = 5000;
/** The supervisor brings the daemon back within seconds; after this, people should be told that it does not. */
const DOWN_AFTER_MS = 45_000;

/** Reports each change of state until `signal` aborts, then settles. */
export async function watchEngine(engine: EngineApi, signal: AbortSignal, report: (state: EngineState) => void): Promise<void> {
	let everUp = false;
	let pauseMs = FIRST_PAUSE_MS;
	let goneSinceMs = Date.now();
	let last: EngineState | undefined;

	function tell(state: EngineState): void {
		if (state === last || signal.aborted) return;
		last = state;
		report(state);
	}

	tell("starting");
	while (!signal.aborted) {
		let upSinceMs: number | undefined;
		await followEvents(engine, signal, () => {
			upSinceMs = Date.now();
			everUp = true;
			tell("running");
		});
		const nowMs = Date.now();
		if (upSinceMs !== undefined) {
			goneSinceMs = nowMs;
			if (nowMs - upSinceMs >= PROOF_OF_LIFE_MS) pauseMs = FIRST_PAUSE_MS;
		}
		const overdue = nowMs - goneSinceMs >= DOWN_AFTER_MS;
		tell(overdue ? "down" : everUp ? "restarting" : "starting");
		await delay(pauseMs, signal);
		pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
	}
}

/** One attempt: calls `onUp` when the daemon answers, and settles when it is gone, did not answer, or `signal` aborts. */
async function followEvents(engine: EngineApi, signal: AbortSignal, onUp: () => void): Promise<void> {
	const attempt = new AbortController();
	const giveUp = () => attempt.abort();
	const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
	signal.addEventListener("abort", giveUp);
	try {
		const ping = await engine.request({ path: "/_ping", signal: attempt.signal });
		await ping.body.cancel();
		if (ping.status !== 200) return;
		const events = await engine.request({ path: EVENTS_PATH, signal: attempt.signal });
		// The stream must outlive the time limit on its first answer.
		clearTimeout(timer);
		if (events.status !== 200) {
			await events.body.cancel();
			return;
		}
		onUp();
		await drain(events.body, attempt.signal);
	} catch {
		// Refused, hung up, or aborted: to the caller each of them is "not there".
	} finally {
		clearTimeout(timer);
		signal.removeEventListener("abort", giveUp);
		attempt.abort();
	}
}

/** Reads and drops until the stream ends or `signal` aborts. @throws when the stream breaks. */
async function drain(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
	const reader = stream.getReader();
	const hangUp = () => void reader.cancel().catch(() => {});
	signal.addEventListener("abort", hangUp);
	if (signal.aborted) hangUp();
	try {
		while (!(await reader.read()).done);
	} finally {
		signal.removeEventListener("abort", hangUp);
		reader.releaseLock();
	}
}
