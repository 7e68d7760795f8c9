import { describe, expect, it } from "vitest";
import { receiveBytes, sendBytes } from "./byte-pipe.ts";

function pipe(source: ReadableStream<Uint8Array>) {
	const { port1, port2 } = new MessageChannel();
	const sent = sendBytes(source, port1);
	sent.catch(() => {});
	return { sent, received: receiveBytes(port2) };
}

/** Gives `count` pieces of a kilobyte, each filled with its number, and counts how many were asked for. */
function kilobytes(count: number) {
	const seen = { pulled: 0, cancelled: false };
	const source = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				if (seen.pulled === count) return controller.close();
				controller.enqueue(new Uint8Array(1024).fill(seen.pulled));
				seen.pulled += 1;
			},
			cancel() {
				seen.cancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	return { source, seen };
}

describe("bytes through a message port", () => {
	it("arrive whole and in order", async () => {
		const { source } = kilobytes(3000);
		const { sent, received } = pipe(source);
		const whole = new Uint8Array(await new Response(received).arrayBuffer());
		expect(whole.byteLength).toBe(3000 * 1024);
		expect([0, 1, 255, 256, 2999].map((piece) => whole[piece * 1024])).toEqual([0, 1, 255, 0, 2999 % 256]);
		expect(await sent).toBe(3000 * 1024);
	});

	it("stay with their source while nobody reads", async () => {
		const { source, seen } = kilobytes(100_000);
		const { sent, received } = pipe(source);
		const reader = received.getReader();
		await reader.read();
		// However long one waits: everything that is to happen by itself happens in these turns.
		for (let turn = 0; turn < 3000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		expect(seen.pulled).toBeGreaterThan(400);
		expect(seen.pulled).toBeLessThan(1100);
		await reader.cancel();
		await sent;
	});

	it("are not asked for any more when the reader gives up", async () => {
		const { source, seen } = kilobytes(100_000);
		const { sent, received } = pipe(source);
		const reader = received.getReader();
		await reader.read();
		await reader.cancel();
		expect(await sent).toBeLessThan(100_000 * 1024);
		expect(seen.cancelled).toBe(true);
	});

	it("that break off at the source break off for the reader, with its words", async () => {
		let pulls = 0;
		const source = new ReadableStream<Uint8Array>({
			pull(controller) {
				pulls += 1;
				if (pulls > 2) throw new Error("the guest hung up");
				controller.enqueue(new Uint8Array(10));
			},
		});
		const { sent, received } = pipe(source);
		await expect(new Response(received).arrayBuffer()).rejects.toThrow();
		await expect(sent).rejects.toThrow("the guest hung up");
	});

	it("break off when the reader's side is gone without a word", async () => {
		const { source, seen } = kilobytes(100_000);
		const { port1, port2 } = new MessageChannel();
		const sent = sendBytes(source, port1);
		port2.close();
		await sent;
		expect(seen.cancelled).toBe(true);
	});

	it("of a shared buffer are copied, and the source keeps its own", async () => {
		const buffer = Uint8Array.from([1, 2, 3, 4]);
		const { received } = pipe(new Blob([]).stream());
		await received.cancel();
		const { received: part } = pipe(
			new ReadableStream({
				start(controller) {
					controller.enqueue(buffer.subarray(1, 3));
					controller.close();
				},
			}),
		);
		expect([...new Uint8Array(await new Response(part).arrayBuffer())]).toEqual([2, 3]);
		expect([...buffer]).toEqual([1, 2, 3, 4]);
	});
});
