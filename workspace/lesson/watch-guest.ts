/** Tells that something happened in the guest which a task may be about: in the engine, or to files. Costs nothing while nothing happens. */
import { engineEventsPath } from "#emulator/engine-events.ts";
import type { Machine } from "#emulator/machine.ts";
import { delay } from "../delay.ts";

/** The engine leaves out all others: each event costs the guest. `exec_die` stands for what a command in a container did. */
const EVENTS = (
	"create start restart die destroy pause unpause rename update oom commit copy health_status exec_die " +
	"pull push tag untag delete import load prune connect disconnect"
).split(" ");
/** The lab, and what programs keep in the home folder: `docker login` writes there and nowhere else. */
const WATCHED_FOLDER = "/root";
/** After a stream broke off: dockerd or the agent is being restarted. */
const AGAIN_MS = 1000;

export interface GuestEvents {
	onChange(): void;
	/** A watch was set up: what happened before that is not known. */
	onWatching(): void;
	/** Whether the engine answers. Not called before it is known. */
	onEngine(up: boolean): void;
}

/** Settles after `signal` aborts. */
export async function watchGuest(
	machine: Pick<Machine, "engine" | "files">,
	signal: AbortSignal,
	on: GuestEvents,
): Promise<void> {
	await Promise.all([watchEngineEvents(machine, signal, on), watchFiles(machine, signal, on)]);
}

async function watchEngineEvents({ engine }: Pick<Machine, "engine">, signal: AbortSignal, on: GuestEvents): Promise<void> {
	while (!signal.aborted) {
		try {
			const events = await engine.request({ path: engineEventsPath({ event: EVENTS }), signal });
			if (events.status !== 200) throw new Error(`the engine answers ${events.status}`);
			on.onEngine(true);
			on.onWatching();
			await forEach(events.body, signal, on.onChange);
		} catch {
			// Refused, hung up, or aborted: the engine is not there now.
		}
		if (signal.aborted) return;
		on.onEngine(false);
		await delay(AGAIN_MS, signal);
	}
}

async function watchFiles({ files }: Pick<Machine, "files">, signal: AbortSignal, on: GuestEvents): Promise<void> {
	while (!signal.aborted) {
		try {
			const changes = await files.watch(WATCHED_FOLDER);
			on.onWatching();
			await forEach(changes, signal, on.onChange);
		} catch {
			// The agent is being restarted, or somebody moved the folder away.
		}
		await delay(AGAIN_MS, signal);
	}
}

/** Reads until the stream ends or `signal` aborts, which cancels it. @throws when the stream breaks. */
async function forEach(stream: ReadableStream<unknown>, signal: AbortSignal, onPiece: () => void): Promise<void> {
	const reader = stream.getReader();
	const stop = () => void reader.cancel().catch(() => {});
	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	try {
		while (!(await reader.read()).done && !signal.aborted) onPiece();
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
