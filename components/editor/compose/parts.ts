/** The shapes that come again and again in a Compose file. */
import type { JSONSchema } from "monaco-yaml";

/** An object with just these keys, and `x-` ones of your own. */
export function keys(description: string, properties: Record<string, JSONSchema>): JSONSchema {
	return { type: "object", description, properties, patternProperties: { "^x-": {} }, additionalProperties: false };
}

/** An object with names of your own. */
export function map(values: JSONSchema, description?: string): JSONSchema {
	return { type: "object", additionalProperties: values, ...(description !== undefined && { description }) };
}

export function text(description?: string): JSONSchema {
	return { type: "string", ...(description !== undefined && { description }) };
}

export function oneOf(values: readonly string[], description: string): JSONSchema {
	return { type: "string", description, enum: [...values] };
}

export function stringOrNumber(description?: string): JSONSchema {
	return { type: ["string", "number"], ...(description !== undefined && { description }) };
}

/** Also as text, since a variable may stand for it. */
export function yesNo(description?: string): JSONSchema {
	return { type: ["boolean", "string"], ...(description !== undefined && { description }) };
}

export function integer(description?: string): JSONSchema {
	return { type: ["integer", "string"], ...(description !== undefined && { description }) };
}

export function strings(description?: string): JSONSchema {
	return { type: "array", items: { type: "string" }, ...(description !== undefined && { description }) };
}

export function stringOrList(description?: string): JSONSchema {
	return { anyOf: [{ type: "string" }, strings()], ...(description !== undefined && { description }) };
}

/** `- NAME=value` or `NAME: value`. */
export function listOrMap(description?: string): JSONSchema {
	const value: JSONSchema = { type: ["string", "number", "boolean", "null"] };
	return { anyOf: [strings(), map(value)], ...(description !== undefined && { description }) };
}

export function eitherOr(one: JSONSchema, other: JSONSchema, description?: string): JSONSchema {
	return { anyOf: [one, other], ...(description !== undefined && { description }) };
}
