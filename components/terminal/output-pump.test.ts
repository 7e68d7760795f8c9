import { describe, expect, it } from "vitest";
import { pumpOutput } from "./output-pump.ts";

const KIB = 1024;

/** A shell that prints for ever and counts what was taken from it. */
function endlessOutput(chunkBytes: number) {
	const taken = { bytes: 0, cancelled: false };
	const stream = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				taken.bytes += chunkBytes;
				controller.enqueue(new Uint8Array(chunkBytes));
			},
			cancel() {
				taken.cancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	return { stream, taken };
}

function outputOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});
}

function nextTask(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

describe("a shell's output on its way to the screen", () => {
	it("a screen that draws nothing stops the shell after a few dozen KiB", async () => {
		const { stream, taken } = endlessOutput(8 * KIB);
		const stop = new AbortController();
		const done = pumpOutput(stream, () => {}, stop.signal);
		for (let turn = 0; turn < 50; turn += 1) await nextTask();
		expect(taken.bytes).toBe(64 * KIB);
		stop.abort();
		await done;
		expect(taken.cancelled).toBe(true);
	});

	it("a slow screen is never more than a little behind, and nothing is lost or reordered", async () => {
		const sent = Array.from({ length: 500 }, (_, index) => new Uint8Array(1000).fill(index % 251));
		const drawn: number[] = [];
		let behind = 0;
		let mostBehind = 0;
		const queue: (() => void)[] = [];
		function write(bytes: Uint8Array, done: () => void): void {
			behind += bytes.byteLength;
			mostBehind = Math.max(mostBehind, behind);
			queue.push(() => {
				behind -= bytes.byteLength;
				drawn.push(bytes[0] ?? -1);
				done();
			});
		}
		let finished = false;
		const done = pumpOutput(outputOf(sent), write, new AbortController().signal).then(() => {
			finished = true;
		});
		while (!finished) {
			queue.shift()?.();
			await nextTask();
		}
		await done;
		expect(mostBehind).toBeLessThan(65 * KIB);
		expect(drawn).toEqual(sent.map((chunk) => chunk[0]));
	});

	it("is finished only when the last of it is on the screen", async () => {
		let draw = () => {};
		let finished = false;
		const done = pumpOutput(
			outputOf([new Uint8Array(10)]),
			(_, drawn) => {
				draw = drawn;
			},
			new AbortController().signal,
		).then(() => {
			finished = true;
		});
		for (let turn = 0; turn < 5; turn += 1) await nextTask();
		expect(finished).toBe(false);
		draw();
		await done;
	});

	it("a broken stream says why it broke", async () => {
		const broken = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error("the agent is gone")) });
		await expect(pumpOutput(broken, () => {}, new AbortController().signal)).rejects.toThrow("the agent is gone");
	});
});
