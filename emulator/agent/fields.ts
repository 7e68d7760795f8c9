/** `key=value` strings, each ended by NUL: the payload of `open`, `hello` and `end`. */

export type Field = readonly [key: string, value: string];

/** @throws TypeError when a value holds NUL, which would read as further fields at the other end. */
export function encodeFields(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
	const nul = fields.find(([, value]) => value.includes("\0"));
	if (nul !== undefined)
		throw new TypeError(`"${nul[0]}" holds a NUL character, which no file name, argument or variable can hold`);
	return new TextEncoder().encode(fields.map(([key, value]) => `${key}=${value}\0`).join(""));
}

/** In order; what has no `=` gets an empty value. */
export function decodeFields(payload: Uint8Array): Field[] {
	const fields: Field[] = [];
	for (const text of new TextDecoder().decode(payload).split("\0")) {
		if (text === "") continue;
		const equals = text.indexOf("=");
		fields.push(equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)]);
	}
	return fields;
}

/** The value of the first field with this key. */
export function fieldValue(fields: readonly Field[], key: string): string | undefined {
	return fields.find(([name]) => name === key)?.[1];
}
