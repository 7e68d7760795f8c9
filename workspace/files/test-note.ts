/** One open file of a lab in memory, for tests: time passes when they say so. */
import { afterEach, beforeEach, expect, vi } from "vitest";
import { createLabFiles, type LabFiles } from "./lab-files.ts";
import type { OpenFile } from "./state.ts";
import { type LabDouble, labDouble, machinesOf } from "./test-double.ts";

/** Made anew for each test, and looked at for timers that were left behind. */
interface OpenNote {
	lab: LabDouble;
	machines: ReturnType<typeof machinesOf>;
	files: LabFiles;
	file(path?: string): OpenFile;
	/** As in the editor: into `note`. */
	type(text: string): void;
}

export function withOpenNote(): OpenNote {
	const at = {
		file(path = "note") {
			const found = at.files.store.getState().open.find((one) => one.path === path);
			if (!found) throw new Error(`${path} is not open`);
			return found;
		},
		type: (text: string) => at.files.edit("note", () => text),
	} as OpenNote;
	beforeEach(async () => {
		vi.useFakeTimers();
		at.lab = labDouble({ note: "one\n" });
		at.machines = machinesOf(at.lab);
		at.files = createLabFiles({ machines: at.machines });
		at.files.open("note");
		await settle();
	});
	afterEach(() => {
		at.files.dispose();
		expect(vi.getTimerCount()).toBe(0);
		vi.useRealTimers();
	});
	return at;
}

/** Lets everything happen that happens by itself. */
export async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(1000);
}
