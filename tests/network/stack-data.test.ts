/** The network stack against itself: what TCP promises of data, over cables that break those promises below it. */
import { afterEach, describe, expect, it } from "vitest";
import { connected, digestOf, noise, send, sha256 } from "../support/connections.ts";
import { type CableOptions, connectTwoStacks, gatewayAddress, type TwoStacks } from "../support/two-stacks.ts";

const slow = { timeout: 60_000 };
let stacks: TwoStacks;

async function plug(options?: CableOptions): Promise<TwoStacks> {
	stacks = await connectTwoStacks(options);
	return stacks;
}

afterEach(() => {
	stacks.dispose();
});

async function transferBothWays(bytes: number): Promise<void> {
	const { near, far } = await connected(stacks);
	const [there, back] = [noise(bytes, 1), noise(bytes, 2)];
	const [received, returned] = await Promise.all([digestOf(far), digestOf(near), send(near, there), send(far, back)]);
	expect(received).toEqual({ bytes, sha256: sha256(there) });
	expect(returned).toEqual({ bytes, sha256: sha256(back) });
	await Promise.all([near.closed, far.closed]);
}

describe("data", () => {
	it("arrives both ways at once, in order and complete", slow, async () => {
		await plug();
		await transferBothWays(8_000_000);
	});

	it.each([
		["loses one frame of a hundred", { loss: 0.01 }],
		["swaps frames", { reordered: 0.05 }],
		["repeats frames", { duplicates: 0.05 }],
		["does all of that", { loss: 0.005, reordered: 0.02, duplicates: 0.02 }],
	] as const)("arrives complete over a cable that %s", slow, async (_, options) => {
		await plug(options);
		await transferBothWays(700_000);
	});

	it("goes on where sequence numbers begin anew", slow, async () => {
		await plug({ initialSequence: () => 0xffff_ff00, loss: 0.002 });
		await transferBothWays(1_500_000);
	});

	it("arrives where windows cannot be larger than 64 kB", slow, async () => {
		await plug({ smallWindows: true });
		await transferBothWays(2_000_000);
	});

	it("waits for a slow reader without holding up another connection", slow, async () => {
		await plug();
		const { near, far, stop } = await connected(stacks);
		stop();
		const second = await connected(stacks);
		let written = 0;
		const writer = near.writable.getWriter();
		const piece = new Uint8Array(50_000);
		const writing = (async () => {
			for (; written < 10_000_000; written += piece.length) await writer.write(piece);
			await writer.close();
		})();
		const bytes = noise(5_000_000);
		const [fast] = await Promise.all([digestOf(second.far), send(second.near, bytes)]);
		expect(fast).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
		// Nobody has read yet: what the two ends hold is all that could be written.
		expect(written).toBeLessThan(2_500_000);
		expect((await digestOf(far)).bytes).toBe(10_000_000);
		await writing;
	});

	it("crosses 64 connections at once", slow, async () => {
		const { gateway, guest } = await plug();
		gateway.listen(7, ({ readable, writable }) => void readable.pipeTo(writable));
		const results = await Promise.all(
			Array.from({ length: 64 }, async (_, index) => {
				const bytes = noise(200_000, index);
				const connection = await guest.connect(gatewayAddress, 7);
				const [echoed] = await Promise.all([digestOf(connection), send(connection, bytes)]);
				return echoed.sha256 === sha256(bytes);
			}),
		);
		expect(results).toEqual(Array(64).fill(true));
	});
});
