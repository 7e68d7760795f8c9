import { describe, expect, it } from "vitest";
import { MachineError } from "../errors.ts";
import type { ConnectionEvent } from "../protocol.ts";
import { Relay } from "./relay.ts";

/** Two ends; events arrive later, as messages do. `sentBytes` counts data that crossed. */
function twoEnds() {
	const counted = { sentBytes: 0 };
	const carry = (to: () => Relay) => (connection: number, event: ConnectionEvent) => {
		if (event.type === "data") counted.sentBytes += event.bytes.length;
		queueMicrotask(() => to().receive(connection, event));
	};
	const page: Relay = new Relay(carry(() => worker));
	const worker: Relay = new Relay(carry(() => page));
	return { page, worker, counted };
}

describe("a relayed connection", () => {
	it("carries bytes both ways, and the end of each direction by itself", async () => {
		const { page, worker } = twoEnds();
		const [near, far] = [page.open(1), worker.open(1)];
		const echoing = far.readable.pipeTo(far.writable);
		const writer = near.writable.getWriter();
		const sent = Uint8Array.from({ length: 1_500_000 }, (_, at) => at * 7);
		const received = new Response(near.readable as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer();
		await writer.write(sent);
		await writer.close();
		expect(Buffer.from(await received).equals(Buffer.from(sent))).toBe(true);
		await Promise.all([echoing, near.closed, far.closed]);
	});

	it("leaves the writer's bytes alone", async () => {
		const { page, worker } = twoEnds();
		const [near, far] = [page.open(1), worker.open(1)];
		const whole = Uint8Array.of(1, 2, 3, 4);
		await near.writable.getWriter().write(whole.subarray(1, 3));
		expect((await far.readable.getReader().read()).value).toEqual(Uint8Array.of(2, 3));
		expect(whole).toEqual(Uint8Array.of(1, 2, 3, 4));
	});

	it("holds a writer back while nobody reads", async () => {
		const { page, worker, counted } = twoEnds();
		const near = page.open(1);
		worker.open(1);
		const writing = near.writable.getWriter().write(new Uint8Array(5_000_000));
		writing.catch(() => {});
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(counted.sentBytes).toBeGreaterThan(100_000);
		expect(counted.sentBytes).toBeLessThan(1_000_000);
		near.abort(new Error("enough"));
		await expect(writing).rejects.toThrow("enough");
	});

	it("tells the other end by name why it was broken off", async () => {
		const { page, worker } = twoEnds();
		const [near, far] = [page.open(1), worker.open(1)];
		far.abort(new MachineError("PortUnavailableError", "the guest hung up", { detail: "reset" }));
		await expect(near.readable.getReader().read()).rejects.toMatchObject({ name: "PortUnavailableError", detail: "reset" });
		await near.closed;
	});

	it("fails when the other end goes away without a word", async () => {
		const { page } = twoEnds();
		const near = page.open(1);
		const reading = near.readable.getReader().read();
		page.failAll(new MachineError("WorkerLostError", "gone"));
		await expect(reading).rejects.toMatchObject({ name: "WorkerLostError" });
	});
});
