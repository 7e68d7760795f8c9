/** One setting of containerd's shim (decision 028). */
import type { Edit } from "./edits.ts";

/** Paths are below the source's top folder. */
export const containerdEdits: readonly Edit[] = [
	{
		// It collects garbage from 1.6 MB on, and a short container's shim comes to that twice; now from 8 MB on. Every thirty seconds it
		// collects anyway and gives back what is free, so that a container that stays has a small one as before.
		file: "runtime/v2/shim/shim.go",
		find: "debug.SetGCPercent(40)",
		put: "debug.SetGCPercent(200)",
	},
];
