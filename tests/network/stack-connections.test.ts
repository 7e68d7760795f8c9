/** The network stack against itself: how connections begin, end, and wait. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { connected, digestOf, noise, send, sha256, until } from "../support/connections.ts";
import { type CableOptions, connectTwoStacks, gatewayAddress, type TwoStacks } from "../support/two-stacks.ts";

const slow = { timeout: 60_000 };
let stacks: TwoStacks;

async function plug(options?: CableOptions): Promise<TwoStacks> {
	stacks = await connectTwoStacks(options);
	return stacks;
}

afterEach(() => {
	vi.useRealTimers();
	stacks.dispose();
});

describe("the end of a connection", () => {
	it("comes for each direction by itself", async () => {
		await plug();
		const { near, far } = await connected(stacks);
		await send(near, Uint8Array.of(1, 2, 3));
		expect((await digestOf(far)).bytes).toBe(3);
		const back = noise(300_000);
		const [returned] = await Promise.all([digestOf(near), send(far, back)]);
		expect(returned.sha256).toBe(sha256(back));
		await Promise.all([near.closed, far.closed]);
		expect([stacks.guest.openCount, stacks.gateway.openCount]).toEqual([0, 0]);
	});

	it("is a reset when one side gives up, after what had arrived", async () => {
		await plug();
		const { near, far } = await connected(stacks);
		const reader = far.readable.getReader();
		const writer = near.writable.getWriter();
		await writer.write(Uint8Array.of(1));
		expect((await reader.read()).value).toEqual(Uint8Array.of(1));
		near.abort(new Error("given up"));
		near.abort(new Error("twice"));
		await expect(reader.read()).rejects.toMatchObject({ name: "PortUnavailableError", detail: "reset" });
		await expect(far.writable.getWriter().write(Uint8Array.of(2))).rejects.toMatchObject({ detail: "reset" });
		await expect(writer.write(Uint8Array.of(3))).rejects.toThrow("given up");
		await expect(near.readable.getReader().read()).rejects.toThrow("given up");
		await Promise.all([near.closed, far.closed]);
	});

	it("is a reset when a reader cancels or a writer aborts", async () => {
		await plug();
		const first = await connected(stacks);
		first.stop();
		await first.near.readable.cancel("enough");
		await expect(first.far.readable.getReader().read()).rejects.toMatchObject({ detail: "reset" });
		const second = await connected(stacks);
		await second.near.writable.abort("enough");
		await expect(second.far.readable.getReader().read()).rejects.toMatchObject({ detail: "reset" });
	});

	it("settles a write that waits for a reader", async () => {
		await plug();
		const { near, far } = await connected(stacks);
		const writer = near.writable.getWriter();
		const writing = writer.write(new Uint8Array(5_000_000));
		writing.catch(() => {});
		await until("the window is full", () => stacks.frames > 300);
		far.abort(new Error("closed"));
		await expect(writing).rejects.toMatchObject({ name: "PortUnavailableError", detail: "reset" });
	});

	it("comes with the stack", async () => {
		await plug();
		const { near } = await connected(stacks);
		const reading = near.readable.getReader().read();
		stacks.guest.dispose(new Error("switched off"));
		await expect(reading).rejects.toThrow("switched off");
		await expect(near.writable.getWriter().write(Uint8Array.of(1))).rejects.toThrow("switched off");
		await near.closed;
	});
});

describe("connecting", () => {
	it("is refused at a port where nobody listens, also after listening has ended", async () => {
		const { guest, gateway } = await plug();
		const refused = { name: "PortUnavailableError", detail: "refused" };
		await expect(guest.connect(gatewayAddress, 81)).rejects.toMatchObject(refused);
		gateway.listen(81, () => {})();
		await expect(guest.connect(gatewayAddress, 81)).rejects.toMatchObject(refused);
		expect(guest.openCount).toBe(0);
	});

	it("can be given up", async () => {
		const { guest } = await plug();
		stacks.plugged = false;
		const controller = new AbortController();
		const connecting = guest.connect(gatewayAddress, 80, controller.signal);
		controller.abort(new Error("page left"));
		await expect(connecting).rejects.toThrow("page left");
		expect(guest.openCount).toBe(0);
	});

	it("survives lost frames at its beginning", slow, async () => {
		await plug();
		stacks.plugged = false;
		const connecting = connected(stacks);
		await until("the first frames were lost", () => stacks.frames >= 2);
		stacks.plugged = true;
		const { near, far } = await connecting;
		await send(near, Uint8Array.of(9));
		expect((await digestOf(far)).bytes).toBe(1);
	});

	it("does not end the stack when what accepts throws", async () => {
		const { guest, gateway } = await plug();
		gateway.listen(80, () => {
			throw new Error("no");
		});
		const connection = await guest.connect(gatewayAddress, 80);
		await expect(connection.readable.getReader().read()).rejects.toMatchObject({ detail: "reset" });
		await expect(guest.connect(gatewayAddress, 81)).rejects.toMatchObject({ detail: "refused" });
	});

	it("says when a port is taken", async () => {
		const { gateway } = await plug();
		gateway.listen(80, () => {});
		expect(() => gateway.listen(80, () => {})).toThrow("taken");
		gateway.bind(53, () => {});
		expect(() => gateway.bind(53, () => {})).toThrow("taken");
	});
});

describe("time", () => {
	const timers = { toFake: ["setTimeout", "clearTimeout"] as ("setTimeout" | "clearTimeout")[] };

	it("runs only while something has to be sent again or waited for", async () => {
		await plug();
		vi.useFakeTimers(timers);
		expect(vi.getTimerCount()).toBe(0);
		const { near, far } = await connected(stacks);
		const reader = far.readable.getReader();
		await near.writable.getWriter().write(Uint8Array.of(1));
		await reader.read();
		await vi.advanceTimersByTimeAsync(1000);
		// Open, with nothing on its way: an event stream may be silent for hours.
		expect(vi.getTimerCount()).toBe(0);
		near.abort(new Error("done"));
		await vi.advanceTimersByTimeAsync(1000);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("stands still while frozen", async () => {
		await plug();
		vi.useFakeTimers(timers);
		stacks.plugged = false;
		const connecting = stacks.guest.connect(gatewayAddress, 80);
		connecting.catch(() => {});
		stacks.guest.freeze();
		const before = stacks.frames;
		await vi.advanceTimersByTimeAsync(600_000);
		expect(stacks.frames).toBe(before);
		stacks.guest.thaw();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(stacks.frames).toBeGreaterThan(before);
		await vi.advanceTimersByTimeAsync(600_000);
		await expect(connecting).rejects.toMatchObject({ name: "PortUnavailableError", detail: "timeout" });
	});
});
