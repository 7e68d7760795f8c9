/** The machine of this moment, for what follows it around: the lesson, the files, the picture of the engine. */
import type { Machine } from "#emulator/machine.ts";

export interface MachineSource {
	/** The machine that runs and takes calls; undefined before the first, between two, while one boots, and when it is off or failed. */
	current(): Machine | undefined;
	/**
	 * Calls `listener` after each change, until the returned function is called. A machine that rebooted comes again: what was
	 * watched in it before is gone.
	 */
	subscribe(listener: (machine: Machine | undefined) => void): () => void;
}

interface ShownMachine extends MachineSource {
	show(machine: Machine | undefined): void;
}

export function createMachineSource(): ShownMachine {
	const listeners = new Set<(machine: Machine | undefined) => void>();
	let current: Machine | undefined;
	return {
		current: () => current,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		show(machine) {
			if (machine === current) return;
			current = machine;
			for (const listener of [...listeners]) listener(machine);
		},
	};
}
