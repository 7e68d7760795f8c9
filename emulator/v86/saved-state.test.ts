import { describe, expect, it } from "vitest";
import { packState, unpackState } from "./saved-state.ts";

const bundle = "a".repeat(64);
const connections = [[80, 40000, 0xffff_ffff, 1]] as const;
const state = Uint8Array.from({ length: 5000 }, (_, index) => index * 7);

describe("a saved machine", () => {
	it("is the same when it comes back, also out of a file and out of the middle of other bytes", async () => {
		const packed = await packState(bundle, { state: state.slice().buffer, connections });
		const amidOthers = new Uint8Array(packed.length + 100);
		amidOthers.set(packed, 60);
		for (const form of [packed, Buffer.from(packed), amidOthers.subarray(60, 60 + packed.length)]) {
			const unpacked = await unpackState(bundle, form);
			expect(new Uint8Array(unpacked.state)).toEqual(state);
			expect(unpacked.connections).toEqual(connections);
		}
	});

	it("is refused when any bit of it has changed, or when it is cut off", async () => {
		const packed = await packState(bundle, { state: state.slice().buffer, connections });
		for (let at = 0; at < packed.length; at += 13) {
			const damaged = packed.slice();
			damaged[at] = (damaged[at] ?? 0) ^ 1;
			await expect(unpackState(bundle, damaged)).rejects.toMatchObject({
				name: expect.stringMatching(/^(CorruptState|BundleMismatch)Error$/),
			});
		}
		for (let length = 0; length < packed.length; length += 97) {
			await expect(unpackState(bundle, packed.slice(0, length))).rejects.toMatchObject({ name: "CorruptStateError" });
		}
	});

	it("of another bundle is refused by name", async () => {
		const packed = await packState(bundle, { state: state.slice().buffer, connections });
		await expect(unpackState("b".repeat(64), packed)).rejects.toMatchObject({ name: "BundleMismatchError", detail: bundle });
	});
});
