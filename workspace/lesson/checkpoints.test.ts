import { describe, expect, it } from "vitest";
import { type CheckpointStorage, createCheckpoints } from "./checkpoints.ts";

/** Writes settle when the test says so. */
function storageDouble() {
	const kept = new Map<string, Uint8Array>();
	const writes: { readonly name: string; settle(error?: Error): void }[] = [];
	const storage: CheckpointStorage & { room: number } = {
		room: 1e12,
		roomBytes: async () => storage.room,
		write: (name, bytes) =>
			new Promise((resolve, reject) => {
				writes.push({
					name,
					settle(error) {
						if (error) return reject(error);
						kept.set(name, bytes);
						resolve();
					},
				});
			}),
		async read(name) {
			const bytes = kept.get(name);
			if (!bytes) throw new Error("nothing there");
			return bytes;
		},
		remove: async (name) => void kept.delete(name),
		dispose: () => kept.clear(),
	};
	return { storage, kept, writes };
}

const save = async () => new Uint8Array([1]);

async function settled(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await null;
}

describe("checkpoints", () => {
	it("are there as soon as they are saved, and read when they are written", async () => {
		const { storage, writes } = storageDouble();
		const checkpoints = createCheckpoints(storage);
		await checkpoints.keep("one", save);
		expect(checkpoints.has("one")).toBe(true);
		const reading = checkpoints.read("one");
		writes[0]?.settle();
		expect(await reading).toEqual(new Uint8Array([1]));
		expect(await checkpoints.read("two")).toBeUndefined();
	});

	it("are not there when they could not be written, saved, or have no room", async () => {
		const { storage, writes } = storageDouble();
		const checkpoints = createCheckpoints(storage);
		await checkpoints.keep("one", save);
		writes[0]?.settle(new Error("full"));
		expect(await checkpoints.read("one")).toBeUndefined();
		await checkpoints.keep("two", async () => {
			throw new Error("the machine went");
		});
		storage.room = 1e6;
		await checkpoints.keep("three", save);
		expect([checkpoints.has("one"), checkpoints.has("two"), checkpoints.has("three")]).toEqual([false, false, false]);
		expect(writes).toHaveLength(1);
	});

	it("make room for newer ones, and one that is dropped while it is written does not stay behind", async () => {
		const { storage, kept, writes } = storageDouble();
		const checkpoints = createCheckpoints(storage);
		for (const name of ["one", "two", "three"]) await checkpoints.keep(name, save);
		await checkpoints.keep("four", save);
		expect(checkpoints.has("one")).toBe(false);
		for (const write of writes) write.settle();
		await settled();
		expect([...kept.keys()]).toEqual(["two-2", "three-3", "four-4"]);
		checkpoints.clear();
		await settled();
		expect(kept.size).toBe(0);
	});
});
