import type { JSONSchema } from "monaco-yaml";
import { describe, expect, it } from "vitest";
import { composeSchema } from "./schema.ts";

/** Every schema below, with its way there. */
function* schemasIn(schema: JSONSchema, path: string): Generator<readonly [path: string, schema: JSONSchema]> {
	yield [path, schema];
	for (const [key, value] of Object.entries(schema.properties ?? {}))
		if (typeof value === "object") yield* schemasIn(value, `${path}.${key}`);
	for (const value of schema.anyOf ?? []) if (typeof value === "object") yield* schemasIn(value, path);
	for (const value of [schema.items, schema.additionalProperties]) {
		if (typeof value === "object" && !Array.isArray(value)) yield* schemasIn(value, `${path}.*`);
	}
}

describe("The schema of Compose files", () => {
	const all = [...schemasIn(composeSchema, "")];

	it("has a word for every key that a beginner meets", () => {
		const taught = [
			"services",
			"volumes",
			"networks",
			"services.*.image",
			"services.*.build",
			"services.*.ports",
			"services.*.environment",
		];
		const more = [
			"services.*.depends_on",
			"services.*.volumes",
			"services.*.healthcheck",
			"services.*.restart",
			"services.*.command",
		];
		for (const path of [...taught, ...more]) {
			const found = all.find(([at]) => at === `.${path}`)?.[1];
			expect(found?.description, path).toMatch(/\w.*[.]$/);
		}
	});

	it("refuses keys that Compose refuses: a slip in one is seen", () => {
		const services = all.find(([at, schema]) => at === ".services.*" && schema.properties !== undefined)?.[1];
		expect(services?.additionalProperties).toBe(false);
		expect(Object.keys(services?.properties ?? {})).toHaveLength(88);
		expect(composeSchema.additionalProperties).toBe(false);
		expect(Object.keys(composeSchema.patternProperties ?? {})).toEqual(["^x-"]);
	});

	it("can be sent to a worker", () => {
		expect(structuredClone(composeSchema)).toEqual(composeSchema);
	});
});
