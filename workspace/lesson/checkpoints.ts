/** Saved machines of this page's steps, one for each step, within a budget. */

export interface Checkpoints {
	has(stepId: string): boolean;
	/** Saves and keeps, unless there is no room: then the step has no checkpoint. Never rejects. */
	keep(stepId: string, save: () => Promise<Uint8Array>): Promise<void>;
	/** Undefined when there is none, or it cannot be read any more. */
	read(stepId: string): Promise<Uint8Array | undefined>;
	drop(stepId: string): void;
	clear(): void;
	/** Also removes what is kept. */
	dispose(): void;
}

/** Where bytes are kept by name. Each call may reject; the caller does without then. */
export interface CheckpointStorage {
	/** Bytes that may be added now. */
	roomBytes(): Promise<number>;
	write(name: string, bytes: Uint8Array): Promise<void>;
	read(name: string): Promise<Uint8Array>;
	remove(name: string): Promise<void>;
	dispose(): void;
}

/** The guest's memory, of which nearly all can be in use, and a good part of its disk. What a save really takes is known only afterwards. */
const LIKELY_BYTES = 700e6;
/** The present step and the ones before it. More would fill small disks for a step that hardly anybody goes back to. */
const MOST_CHECKPOINTS = 3;

export function createCheckpoints(storage: CheckpointStorage): Checkpoints {
	/** Oldest first. */
	const kept = new Set<string>();
	let disposed = false;

	function drop(stepId: string): void {
		if (kept.delete(stepId)) storage.remove(stepId).catch(() => {});
	}

	return {
		has: (stepId) => kept.has(stepId),
		async keep(stepId, save) {
			try {
				for (const oldest of [...kept].slice(0, Math.max(0, kept.size - MOST_CHECKPOINTS + 1))) drop(oldest);
				if (disposed || (await storage.roomBytes()) < LIKELY_BYTES) return;
				await storage.write(stepId, await save());
				if (disposed) await storage.remove(stepId);
				else kept.add(stepId);
			} catch {
				// No room after all, or the machine went: the step has no start to go back to, and says so when it is asked for.
				storage.remove(stepId).catch(() => {});
			}
		},
		async read(stepId) {
			return kept.has(stepId) ? await storage.read(stepId).catch(() => undefined) : undefined;
		},
		drop,
		clear() {
			for (const stepId of [...kept]) drop(stepId);
		},
		dispose() {
			disposed = true;
			kept.clear();
			storage.dispose();
		},
	};
}
