/** v86's program with our interpreter, `interpreter/interpret.c`, in the place of its own: `docs/decisions/029-an-interpreter-of-our-own.md`. */
import { HEAT_OF_SAMPLE } from "./jit.ts";
import { constant, indexOf, indexOfType, onlyIndexOf, withExport } from "./wasm-bytes.ts";

/** Of v86's table of functions: a place between those that its program has and those for translated code, which begin at 1024. */
const SLOT = 1023;

/** What v86 gives its program, of what is used here. */
interface V86Imports {
	readonly env: { readonly __indirect_function_table: WebAssembly.Table };
}

/**
 * Both programs, in one memory.
 * @param imports what v86 passes to `wasm_fn`
 * @returns what v86's program exports
 * @throws RangeError when v86's program is not exactly as expected, as in another version
 */
export async function instantiate(
	wasm: Uint8Array,
	interpreter: Uint8Array,
	imports: WebAssembly.Imports,
): Promise<WebAssembly.Exports> {
	const v86 = await WebAssembly.instantiate(withInterpreter(wasm), imports);
	const { memory = null, run_instruction = null } = v86.instance.exports;
	const ours = await WebAssembly.instantiate(new Uint8Array(interpreter), {
		env: { memory },
		v86: { run_instruction },
	} as WebAssembly.Imports);
	const { interpret } = ours.instance.exports;
	(imports as unknown as V86Imports).env.__indirect_function_table.set(SLOT, interpret);
	return v86.instance.exports;
}

const NOP = 0x01;
const I32 = 0x7f;

/**
 * In `main_loop`, what interprets a stretch of instructions: first nothing has ended it yet (a byte at 37376), and EIP (at 556) goes into local 9.
 * Where these are, and the tables and the memory that the rest of the stretch names, `interpreter/cpu.h` relies on.
 */
const INTERPRETATION = [0x41, 0, 0x41, 0, 0x3a, 0, 0x80, 0xa4, 0x82, 0x80, 0, 0x41, 0, 0x28, 2, 0xac, 4, 0x21, 9];
const INTERPRETATION_BYTES = 340;
/** In it: the guest's memory begins at what is at 8478052. */
const GUEST_MEMORY = [0x28, 2, 0xe4, 0xba, 0x85, 0x84, 0];
/** In it: the entry of the table at 4283748. */
const TLB_DATA = [0x28, 2, 0xe4, 0xba, 0x85, 0x82, 0];
/** Before it: the entry of the table at 49180. */
const TLB_CODE = [0x28, 2, 0x9c, 0x80, 0x83, 0x80, 0];
/** In it: the call that interprets one instruction, of 32 bits if the byte at 804 is 1. The function's number follows, in five bytes. */
const RUN = [0x2d, 0, 0xa4, 6, 0x41, 8, 0x74, 0x72, 0x10];
const FUNCTION_NUMBER_BYTES = 5;
/** What follows the stretch: the test whether translation is off. */
const IS_TRANSLATION_OFF = [0x41, 0, 0x2d, 0, 0x99, 0x80, 0x83, 0x80, 0];

/**
 * The call of our interpreter. What v86 does after a stretch to count what is hot is left out (`br_if 0`) when the interpreter returns 0. Else it
 * is the address of a sample, and v86 finds what it looks at: in locals 7 and 13 the virtual and the physical address, in local 6 the
 * state of the CPU, in locals 12 and 3 counts of instructions, whose difference is the heat.
 */
function call(type: number): readonly number[] {
	return [
		...[...constant(SLOT), 0x11, type, 0, 0x22, 13, 0x45, 0x0d, 0],
		...[0x41, 0, 0x28, 2, 0xac, 4, 0x21, 7],
		...[0x41, 0, 0x2d, 0, 0x6c, 0x21, 6],
		...[...constant(0), 0x21, 12, ...constant(HEAT_OF_SAMPLE), 0x21, 3],
	];
}

/**
 * v86's program with a call of our interpreter, and with its own for one instruction, `run_instruction`, among what it exports.
 * @throws RangeError when the program is not exactly as expected, as in another version of v86
 */
export function withInterpreter(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
	const start = onlyIndexOf(wasm, INTERPRETATION);
	const end = indexOf(wasm, IS_TRANSLATION_OFF, start);
	const stretch = wasm.subarray(start, end);
	const run = indexOf(stretch, RUN, 0);
	const places = [
		run,
		indexOf(stretch, GUEST_MEMORY, 0),
		indexOf(stretch, TLB_DATA, 0),
		indexOf(wasm.subarray(0, start), TLB_CODE, 0),
	];
	if (stretch.length !== INTERPRETATION_BYTES || places.includes(-1)) {
		throw new RangeError("This is not the v86 whose interpreter we know.");
	}
	const runInstruction = stretch.subarray(run + RUN.length, run + RUN.length + FUNCTION_NUMBER_BYTES);
	const changed = withExport(wasm, "run_instruction", runInstruction);
	// Exports come before code.
	const moved = start + changed.length - wasm.length;
	changed.fill(NOP, moved, moved + INTERPRETATION_BYTES);
	changed.set(call(indexOfType(wasm, [], [I32])), moved);
	return changed;
}
