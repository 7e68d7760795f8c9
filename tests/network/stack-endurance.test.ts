/** The network stack against itself: many connections, another stack in its place, and nonsense on the cable. */

import { afterEach, describe, expect, it } from "vitest";
import type { Connection } from "#emulator/computer.ts";
import type { NetworkStack } from "#emulator/network/stack.ts";
import { connected, digestOf, noise, send, until } from "../support/connections.ts";
import { type CableOptions, connectTwoStacks, gatewayAddress, guestAddress, type TwoStacks } from "../support/two-stacks.ts";

let stacks: TwoStacks;

async function plug(options?: CableOptions): Promise<TwoStacks> {
	stacks = await connectTwoStacks(options);
	return stacks;
}

afterEach(() => {
	stacks.dispose();
});

describe("memory", () => {
	async function openAndClose(guest: NetworkStack, index: number): Promise<void> {
		const connection = await guest.connect(gatewayAddress, 80);
		if (index % 3 === 0) connection.abort(new Error("done"));
		else {
			await send(connection, Uint8Array.of(1, 2, 3));
			expect((await digestOf(connection)).bytes).toBe(3);
		}
	}

	it("is where it was after 10,000 connections", { timeout: 120_000 }, async () => {
		const { guest, gateway } = await plug();
		gateway.listen(80, ({ readable, writable }) => void readable.pipeTo(writable).catch(() => {}));
		for (let index = 0; index < 100; index++) await openAndClose(guest, index);
		const settled = () => [guest, gateway].every((stack) => stack.openCount === 0);
		await until("the first connections are over", settled);
		await new Promise((resolve) => setTimeout(resolve, 3000));
		const before = [guest.memory, gateway.memory];
		for (let index = 0; index < 10_000; index += 50) {
			await Promise.all(Array.from({ length: 50 }, (_, offset) => openAndClose(guest, index + offset)));
		}
		await until("all connections are over", settled);
		const blocks = () => [guest, gateway].map((stack) => stack.memory.blocks);
		await until("lwIP has freed all", () => blocks().every((count, at) => count === before[at]?.blocks));
		for (const stack of [guest, gateway]) expect(stack.memory.bytes).toBeLessThan(8 * 2 ** 20);
	});
});

describe("a flood of connections", () => {
	it("is turned away before it takes all memory, and later ones are welcome again", { timeout: 60_000 }, async () => {
		const { guest, gateway } = await plug();
		gateway.listen(80, () => {});
		const open: Connection[] = [];
		for (let count = 0; count < 2048; count++) open.push(await guest.connect(gatewayAddress, 80));
		const surplus = await guest.connect(gatewayAddress, 80);
		await expect(surplus.readable.getReader().read()).rejects.toMatchObject({ detail: "reset" });
		for (const connection of open) connection.abort(new Error("done"));
		await until("the stack has room again", () => gateway.openCount === 0);
		const welcome = await guest.connect(gatewayAddress, 80);
		await welcome.writable.getWriter().write(Uint8Array.of(1));
		await until("the new one is there", () => gateway.openCount === 1);
	});
});

describe("another stack in the place of the first", () => {
	it("resets connections of the first, whether they send or only wait", async () => {
		await plug();
		const { near, far } = await connected(stacks);
		const reading = near.readable.getReader().read();
		reading.catch(() => {});
		await far.writable.getWriter().write(Uint8Array.of(1));
		expect((await reading).value).toEqual(Uint8Array.of(1));
		const records = stacks.gateway.records();
		expect(records).toHaveLength(1);
		const old = stacks.gateway;
		const fresh = await stacks.replaceGateway();
		old.dispose(new Error("saved and gone"));
		const next = near.closed;
		fresh.disown(guestAddress, records);
		await next;
		await expect(near.writable.getWriter().write(Uint8Array.of(2))).rejects.toMatchObject({ detail: "reset" });
	});

	it("answers what belongs to no connection with a reset", async () => {
		await plug();
		const { near } = await connected(stacks);
		const old = stacks.gateway;
		await stacks.replaceGateway();
		old.dispose(new Error("gone"));
		await near.writable.getWriter().write(Uint8Array.of(2));
		await expect(near.readable.getReader().read()).rejects.toMatchObject({ detail: "reset" });
	});
});

describe("datagrams", () => {
	it("go both ways, and to nobody when nobody listens", async () => {
		const { guest, gateway } = await plug();
		const echo = gateway.bind(53, (from, bytes) =>
			echo.send(
				from,
				bytes.map((byte) => byte + 1),
			),
		);
		const received = new Promise<Uint8Array>((resolve) => {
			const socket = guest.bind(4000, (_, bytes) => resolve(bytes));
			socket.send({ address: 0x0156a8c0, port: 53 }, Uint8Array.of(1, 2));
			socket.send({ address: 0x0156a8c0, port: 54 }, Uint8Array.of(1, 2));
		});
		expect(await received).toEqual(Uint8Array.of(2, 3));
		echo.close();
	});
});

describe("frames that no sane system sends", () => {
	it("change nothing", async () => {
		const { gateway, guest } = await plug();
		const { near, far } = await connected(stacks);
		for (let length = 0; length < 1600; length += 7) gateway.receive(noise(length, length));
		gateway.receive(new Uint8Array(100_000));
		// A real frame with each of its first bytes spoilt in turn.
		const captured = await captureFrame();
		for (let at = 0; at < 60; at++) {
			for (const value of [0, 0xff, 0x4f, 0x41]) {
				const frame = captured.slice();
				frame[at] = value;
				gateway.receive(frame);
			}
		}
		await send(near, Uint8Array.of(7));
		expect((await digestOf(far)).bytes).toBe(1);
		expect(guest.openCount).toBe(1);
	});

	async function captureFrame(): Promise<Uint8Array> {
		const frames: Uint8Array[] = [];
		const receive = stacks.gateway.receive.bind(stacks.gateway);
		stacks.gateway.receive = (frame) => {
			frames.push(frame);
			receive(frame);
		};
		await stacks.guest.connect(gatewayAddress, 9).catch(() => {});
		stacks.gateway.receive = receive;
		const [frame] = frames;
		if (frame === undefined) throw new Error("no frame was captured");
		return frame;
	}
});
