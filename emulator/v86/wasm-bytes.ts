/** As much of WebAssembly's binary format as it takes to find a place in a program, and to export one more of its functions. */

const TYPE_SECTION = 1;
const EXPORT_SECTION = 7;
const HEADER_BYTES = 8;
const FUNCTION_TYPE = 0x60;
const FUNCTION_KIND = 0;
const I32_CONST = 0x41;

/** Where a section's content lies: offsets of its first byte and of the byte after it. */
interface Section {
	/** Of its number, which stands before its length. */
	readonly start: number;
	readonly content: number;
	readonly end: number;
}

/** The instruction that gives a number that is not negative: seven bits in a byte, the last of which has a sign. */
export function constant(value: number): readonly number[] {
	const bytes = [I32_CONST];
	let left = value;
	for (; left >= 0x40; left >>= 7) bytes.push((left & 0x7f) | 0x80);
	return [...bytes, left];
}

/** Of the type of functions with exactly these parameters and results. */
export function indexOfType(wasm: Uint8Array, parameters: readonly number[], results: readonly number[]): number {
	const { content } = section(wasm, TYPE_SECTION);
	const wanted = [FUNCTION_TYPE, parameters.length, ...parameters, results.length, ...results];
	let [count, at] = readNumber(wasm, content);
	for (let index = 0; index < count; index++) {
		if (wanted.every((byte, offset) => wasm[at + offset] === byte)) return index;
		// Types are bytes, as there are none but numbers.
		const afterParameters = at + 2 + (wasm[at + 1] ?? 0);
		at = afterParameters + 1 + (wasm[afterParameters] ?? 0);
	}
	throw new RangeError("This program has no function of the wanted type.");
}

/** A copy that exports the function with this number, which is passed as the program writes it. */
export function withExport(wasm: Uint8Array, name: string, functionNumber: Iterable<number>): Uint8Array<ArrayBuffer> {
	const { start, content, end } = section(wasm, EXPORT_SECTION);
	const [count, firstEntry] = readNumber(wasm, content);
	const nameBytes = new TextEncoder().encode(name);
	const entry = [...number(nameBytes.length), ...nameBytes, FUNCTION_KIND, ...functionNumber];
	const newCount = number(count + 1);
	const entries = wasm.subarray(firstEntry, end);
	const length = number(newCount.length + entries.length + entry.length);
	return concatenate([wasm.subarray(0, start), [EXPORT_SECTION, ...length, ...newCount], entries, entry, wasm.subarray(end)]);
}

/** @throws RangeError when it is not there exactly once */
export function onlyIndexOf(bytes: Uint8Array, wanted: readonly number[]): number {
	const at = indexOf(bytes, wanted, 0);
	if (at < 0 || indexOf(bytes, wanted, at + 1) >= 0) throw new RangeError("This is not the program that we know.");
	return at;
}

/** -1 when it is not there. */
export function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
	const [first = 0] = wanted;
	for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
		if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
	}
	return -1;
}

function section(wasm: Uint8Array, wanted: number): Section {
	let at = HEADER_BYTES;
	while (at < wasm.length) {
		const [length, content] = readNumber(wasm, at + 1);
		if (wasm[at] === wanted) return { start: at, content, end: content + length };
		at = content + length;
	}
	throw new RangeError(`This program has no section ${wanted}.`);
}

/** A number without a sign, and the offset of what follows it. */
function readNumber(wasm: Uint8Array, at: number): [value: number, next: number] {
	let value = 0;
	for (let shift = 0, next = at; next < wasm.length; shift += 7) {
		const byte = wasm[next++] ?? 0;
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) return [value, next];
	}
	throw new RangeError("This program ends within a number.");
}

function number(value: number): readonly number[] {
	const bytes: number[] = [];
	let left = value;
	for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
	return [...bytes, left];
}

function concatenate(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
