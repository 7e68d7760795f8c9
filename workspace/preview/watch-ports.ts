/**
 * Knows which ports are published without asking again and again: the engine tells when containers start and end, and only then is
 * the list read anew.
 */
import { engineEventsPath } from "#emulator/engine-events.ts";
import type { EngineApi } from "#emulator/machine.ts";
import { delay } from "../delay.ts";
import { type PublishedPort, publishedPorts } from "./published-ports.ts";

const EVENTS = { type: ["container"], event: ["start", "die", "rename", "pause", "unpause"] };
/** Containers that start together tell one after the other; one reading is enough for all of them. */
const SETTLE_MS = 100;
/** After the stream broke off. Whether the engine lives at all is another watch's affair (watch-engine.ts). */
const FOLLOW_AGAIN_MS = 2000;

/** Reports the published ports, first as they are and then after each change, until `signal` aborts; then settles. */
export async function watchPorts(
	engine: EngineApi,
	signal: AbortSignal,
	report: (ports: readonly PublishedPort[]) => void,
): Promise<void> {
	let last = "[]";
	let reading: Promise<void> | undefined;
	let changed = false;

	/** What was read may be older than the last event: only a reading that began after it counts. */
	async function readUntilNew(): Promise<void> {
		do {
			await delay(SETTLE_MS, signal);
			changed = false;
			const answer = await engine.request({ path: "/containers/json", signal });
			const ports = publishedPorts(await answer.json());
			const text = JSON.stringify(ports);
			if (text === last || signal.aborted) continue;
			last = text;
			report(ports);
		} while (changed && !signal.aborted);
	}

	function read(): void {
		changed = true;
		reading ??= readUntilNew()
			// An engine that does not answer now tells of its end on the stream.
			.catch(() => {})
			.finally(() => {
				reading = undefined;
			});
	}

	while (!signal.aborted) {
		try {
			// Before the list, so that nothing is missed between the two.
			const events = await engine.request({ path: engineEventsPath(EVENTS), signal });
			read();
			const reader = events.body.getReader();
			while (!(await reader.read()).done) read();
		} catch {
			// Refused, hung up, or aborted.
		}
		await reading;
		await delay(FOLLOW_AGAIN_MS, signal);
	}
}
