/** Everything that changes in the lab folder, from machine to machine. */
import { asMachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import { LAB_FOLDER } from "#lessons/lab.ts";
import { delay } from "../delay.ts";
import { inLab } from "./paths.ts";

/** A folder that is not there can only be asked for again, and an agent that ended comes back in about a second. */
const WATCH_AGAIN_MS = 2000;

interface LabWatcher {
	/** From now on all changes are told; what happened before was not. */
	readonly onWatching: () => void;
	/** Something at `path` changed; undefined: too much did, anything may have. */
	readonly onChange: (path: string | undefined, kind: "created" | "modified" | "deleted") => void;
	readonly onMissing: () => void;
}

/** Settles when `signal` aborted. */
export async function watchLab(machine: Machine, watcher: LabWatcher, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		try {
			const changes = (await machine.files.watch(LAB_FOLDER)).getReader();
			const stop = () => void changes.cancel().catch(() => {});
			signal.addEventListener("abort", stop);
			if (signal.aborted) stop();
			else watcher.onWatching();
			try {
				for (let next = await changes.read(); !next.done && !signal.aborted; next = await changes.read()) {
					const { kind, path } = next.value;
					if (kind === "overflow") watcher.onChange(undefined, "modified");
					else watcher.onChange(inLab(path), kind);
				}
			} finally {
				signal.removeEventListener("abort", stop);
			}
		} catch (thrown) {
			const { name, detail } = asMachineError(thrown, "WorkerLostError");
			if (signal.aborted) return;
			if (name === "GuestFileError" && (detail === "ENOENT" || detail === "ENOTDIR")) watcher.onMissing();
		}
		await delay(WATCH_AGAIN_MS, signal);
	}
}
