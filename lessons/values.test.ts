import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueTextPattern } from "./names.ts";
import { fillIn, valuesFor } from "./values.ts";

describe("the values of a reader", () => {
	const specs = {
		name: { word: true },
		other: { word: true },
		port: { port: [8100, 8199] },
		animal: { pick: ["otter", "heron"] },
	} as const;
	const copy = structuredClone(specs) as never;

	it("are the same for the same seed, and need nothing else", () => {
		expect(valuesFor(copy, "a reader")).toEqual(valuesFor(copy, "a reader"));
	});

	it("differ between seeds", () => {
		const seen = new Set(Array.from({ length: 40 }, (_, at) => JSON.stringify(valuesFor(copy, `reader ${at}`))));
		expect(seen.size).toBeGreaterThan(35);
	});

	it("are of their kind and mean nothing to a shell, whatever the seed", async () => {
		await fc.assert(
			fc.property(fc.string(), (seed) => {
				const { name, other, port, animal } = valuesFor(copy, seed);
				expect(name).not.toBe(other);
				for (const text of [name, other, port, animal]) expect(text).toMatch(valueTextPattern);
				expect(Number(port)).toBeGreaterThanOrEqual(8100);
				expect(Number(port)).toBeLessThanOrEqual(8199);
				expect(["otter", "heron"]).toContain(animal);
			}),
		);
	});

	it("are two different ports even in a narrow range", () => {
		const narrow = { first: { port: [9000, 9001] }, second: { port: [9000, 9001] } };
		for (let at = 0; at < 20; at += 1) {
			const { first, second } = valuesFor(narrow as never, String(at));
			expect(new Set([first, second])).toEqual(new Set(["9000", "9001"]));
		}
	});
});

describe("fillIn", () => {
	it("puts values where their names stand in double braces", () => {
		expect(fillIn("docker run -p {{port}}:80 --name {{name}}", { port: "8123", name: "otter" })).toBe(
			"docker run -p 8123:80 --name otter",
		);
	});

	it("leaves Go's templates and other people's braces alone", () => {
		const text = "{{.Names}} {{json .}} {{range .Mounts}}x{{else}}y{{end}} {{ port }} {{unknown}} {{toString}}";
		expect(fillIn(text, { port: "8123", end: "x", else: "x" })).toBe(text);
	});
});
