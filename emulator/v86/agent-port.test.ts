import { describe, expect, it } from "vitest";
import { AgentPort } from "./agent-port.ts";
import type { Emulator } from "./emulator.ts";

/** A guest's console port: `buffers` are offered, `onInput` sees what is put into them. */
function emulatorWith(guest: { configured: boolean; buffers: number; onInput: (bytes: Uint8Array) => void }): Emulator {
	const queue = {
		is_configured: () => guest.configured,
		has_request: () => guest.buffers > 0,
	};
	return {
		add_listener() {},
		bus: {
			send(event: string, bytes: Uint8Array) {
				expect(event).toBe("virtio-console1-input-bytes");
				guest.buffers--;
				guest.onInput(bytes);
			},
		},
		v86: { cpu: { devices: { virtio_console: { virtio: { queues: Array(10).fill(queue) } } } } },
	} as unknown as Emulator;
}

describe("The line to the agent", () => {
	it("keeps what is sent until the guest offers buffers, and then sends it in order and in pieces that fit", () => {
		const received: number[][] = [];
		const guest = {
			configured: false,
			buffers: 16,
			onInput: (bytes: Uint8Array) => received.push([bytes[0] ?? 0, bytes.byteLength]),
		};
		const port = new AgentPort(emulatorWith(guest), () => {});
		port.send(new Uint8Array(5000).fill(1));
		expect(received).toEqual([]);
		guest.configured = true;
		guest.buffers = 1;
		port.flush();
		expect(received).toEqual([[1, 4096]]);
		guest.buffers = 16;
		port.send(new Uint8Array(10).fill(2));
		expect(received).toEqual([
			[1, 4096],
			[1, 904],
			[2, 10],
		]);
	});

	it("sends nothing twice when handing over a buffer makes the emulator yield and flush again", () => {
		const received: number[] = [];
		const guest = {
			configured: true,
			buffers: 16,
			onInput: (bytes: Uint8Array) => {
				received.push(bytes[0] ?? 0);
				port.flush();
			},
		};
		const port = new AgentPort(emulatorWith(guest), () => {});
		port.send(Uint8Array.of(7));
		port.send(Uint8Array.of(8));
		expect(received).toEqual([7, 8]);
	});
});
