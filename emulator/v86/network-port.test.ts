import { expect, it } from "vitest";
import type { Emulator } from "./emulator.ts";
import { NetworkPort } from "./network-port.ts";

/** A card whose driver is up once `configured`, and that has `buffers` for frames. */
function card() {
	const state = { configured: false, buffers: 0, received: [] as Uint8Array[], fromGuest: (_: Uint8Array) => {} };
	const queue = { is_configured: () => state.configured, has_request: () => state.buffers > 0 };
	let port: NetworkPort | undefined;
	const emulator = {
		add_listener: (event: string, listener: (frame: Uint8Array) => void) => {
			if (event === "net0-send") state.fromGuest = listener;
		},
		bus: {
			send: (event: string, frame: Uint8Array) => {
				expect(event).toBe("net0-receive");
				state.buffers--;
				state.received.push(frame);
				// A frame wakes the CPU, which yields, which asks for a flush.
				port?.flush();
			},
		},
		v86: { cpu: { devices: { virtio_net: { virtio: { queues: [queue] } } } } },
	} as unknown as Emulator;
	return { state, connect: (onFrame: (frame: Uint8Array) => void) => (port = new NetworkPort(emulator, onFrame)) };
}

it("keeps frames until the guest's driver is up and offers buffers, and passes them on once and in order", () => {
	const { state, connect } = card();
	const port = connect(() => {});
	const frames = [1, 2, 3, 4].map((value) => Uint8Array.of(value));
	for (const frame of frames) port.send(frame);
	state.buffers = 3;
	port.flush();
	expect(state.received).toEqual([]);
	state.configured = true;
	port.flush();
	expect(state.received).toEqual(frames.slice(0, 3));
	state.buffers = 5;
	port.flush();
	expect(state.received).toEqual(frames);
});

it("does not keep frames without end for a guest that takes none", () => {
	const { state, connect } = card();
	const port = connect(() => {});
	for (let count = 0; count < 100_000; count++) port.send(Uint8Array.of(1));
	state.configured = true;
	state.buffers = 1_000_000;
	port.flush();
	expect(state.received.length).toBeGreaterThan(1000);
	expect(state.received.length).toBeLessThan(50_000);
});

it("hands over what the guest sends", () => {
	const { state, connect } = card();
	const received: Uint8Array[] = [];
	connect((frame) => received.push(frame));
	state.fromGuest(Uint8Array.of(7));
	expect(received).toEqual([Uint8Array.of(7)]);
});
