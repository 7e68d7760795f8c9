/** What a schema accepts, in a few words for a table. */
import * as z from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

export interface FieldInWords {
	readonly name: string;
	readonly type: string;
	/** As JSON; undefined when there is none. */
	readonly fallback?: string;
	readonly required: boolean;
	readonly meaning: string;
}

/** The fields of an object, in the order in which the schema has them. */
export function fieldsInWords(schema: z.ZodObject): FieldInWords[] {
	const json: JsonSchema = z.toJSONSchema(schema, { io: "input" });
	const required = new Set(json.required ?? []);
	return Object.entries(json.properties ?? {}).map(([name, field]) => {
		const property = field as JsonSchema;
		return {
			name,
			type: typeInWords(property),
			required: required.has(name),
			meaning: property.description ?? "",
			...(property.default !== undefined && { fallback: JSON.stringify(property.default) }),
		};
	});
}

function typeInWords(schema: JsonSchema): string {
	if (schema.const !== undefined) return `\`${String(schema.const)}\``;
	if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(", ");
	if (schema.anyOf !== undefined) return "one of the forms below";
	switch (schema.type) {
		case "string":
			return "text";
		case "boolean":
			return "`true` or `false`";
		case "integer":
			return `whole number, ${schema.minimum} to ${isBounded(schema.maximum) ? schema.maximum : "any"}`;
		case "array":
			return `list${schema.items === undefined || schema.items === true ? "" : ` of ${plural(schema.items as JsonSchema)}`}`;
		case "object":
			return "names and what each is";
		default:
			return "";
	}
}

function plural(schema: JsonSchema): string {
	if (schema.type === "string") return "texts";
	if (schema.type === "integer") return "whole numbers";
	return "what is described below";
}

function isBounded(maximum: number | undefined): boolean {
	return maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
}
