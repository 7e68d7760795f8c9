/** Putting a saved state into a fresh emulator, around two traps of v86. */
import { release } from "../bundle/release.ts";
import type { Emulator } from "./emulator.ts";

/** Below this lie the BIOS and the interrupt table that v86 writes into a new machine. */
const USED_BY_BIOS_BYTES = 1 << 20;

/** `state` is used up. */
export async function restoreState(emulator: Emulator, state: ArrayBuffer): Promise<void> {
	const { cpu } = emulator.v86;
	const { last_result, fpu_status_word, mxcsr, zero_memory } = cpu;
	// New memory is zero. Zeroing it again would only make the host provide all of it.
	cpu.zero_memory = (address) => zero_memory.call(cpu, address, USED_BY_BIOS_BYTES);
	try {
		await emulator.restore_state(state);
	} finally {
		cpu.zero_memory = zero_memory;
	}
	// v86 puts the saved values beside its views of these registers instead of into them.
	last_result.set(cpu.last_result);
	fpu_status_word.set(cpu.fpu_status_word);
	mxcsr.set(cpu.mxcsr);
	Object.assign(cpu, { last_result, fpu_status_word, mxcsr });
	// v86 and our disks have copied what they keep.
	release(state);
}
