import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Part } from "./manifest.ts";
import { type PartLoader, PartStore } from "./part-store.ts";

const good = new TextEncoder().encode("a part of the machine");
const bad = good.with(0, 0);
const part: Part = {
	sha256: createHash("sha256").update(good).digest("hex"),
	storedBytes: good.byteLength,
	rawBytes: good.byteLength,
};

/** Gives these one after the other, and writes down what it is told to keep. */
function loaderOf(...answers: readonly Uint8Array[]): PartLoader & { readonly kept: Uint8Array[]; readonly asked: boolean[] } {
	const left = [...answers];
	const kept: Uint8Array[] = [];
	const asked: boolean[] = [];
	return {
		kept,
		asked,
		async load(_, { fresh, onBytes }) {
			asked.push(fresh);
			const bytes = left.shift();
			if (!bytes) throw new Error("nothing is left");
			onBytes(bytes.byteLength, "network");
			return bytes.slice();
		},
		keep(_, stored) {
			kept.push(stored.slice());
		},
	};
}

describe("A store of parts", () => {
	it("gives what the digest says, and has it kept", async () => {
		const loader = loaderOf(good);
		const store = new PartStore(loader);
		expect(await store.get(part)).toEqual(good);
		expect(loader.kept).toEqual([good]);
		expect(store.fetchedBytes).toBe(good.byteLength);
	});

	it("asks anew for a damaged part, past all caches, and has only the good one kept", async () => {
		const loader = loaderOf(bad, good);
		expect(await new PartStore(loader).get(part)).toEqual(good);
		expect(loader.asked).toEqual([false, true]);
		expect(loader.kept).toEqual([good]);
	});

	it("gives and keeps nothing that is damaged twice, or of another length", async () => {
		for (const answers of [
			[bad, bad],
			[good.subarray(1), bad],
		]) {
			const loader = loaderOf(...answers);
			await expect(new PartStore(loader).get(part)).rejects.toThrow("arrived damaged, twice");
			expect(loader.kept).toEqual([]);
		}
	});
});
