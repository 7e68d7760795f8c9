/** Saved machines of this page's steps, one for each step, within a budget. */

export interface Checkpoints {
	has(stepId: string): boolean;
	/** Saves, and settles then; writing goes on. Without room the step has no checkpoint. Never rejects. */
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
	/** Oldest first. `written` settles when it is, or could not be and is dropped. */
	const kept = new Map<string, { readonly file: string; readonly written: Promise<void> }>();
	let made = 0;
	let disposed = false;

	function drop(stepId: string): void {
		const checkpoint = kept.get(stepId);
		kept.delete(stepId);
		// Removed while it is written, it would be back afterwards.
		checkpoint?.written.then(() => storage.remove(checkpoint.file)).catch(() => {});
	}

	return {
		has: (stepId) => kept.has(stepId),
		async keep(stepId, save) {
			for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_CHECKPOINTS + 1))) drop(oldest);
			try {
				if (disposed || (await storage.roomBytes()) < LIKELY_BYTES) return;
				const bytes = await save();
				if (disposed) return;
				made += 1;
				const file = `${stepId}-${made}`;
				// No room after all: the step has no start to go back to, and says so when it is asked for.
				kept.set(stepId, { file, written: storage.write(file, bytes).catch(() => drop(stepId)) });
			} catch {
				// The machine went, or the browser does not say what room there is.
			}
		},
		async read(stepId) {
			const checkpoint = kept.get(stepId);
			await checkpoint?.written;
			return checkpoint && kept.has(stepId) ? await storage.read(checkpoint.file).catch(() => undefined) : undefined;
		},
		drop,
		clear() {
			for (const stepId of [...kept.keys()]) drop(stepId);
		},
		dispose() {
			disposed = true;
			kept.clear();
			storage.dispose();
		},
	};
}
