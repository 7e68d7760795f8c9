/** lwIP as compiled from `lwip/`, with types: what it exports, and what it calls. `glue.c` says what each does. */

/** Address of a protocol control block in lwIP's memory; 0 is none. */
export type Handle = number;

interface LwipExports {
	readonly memory: WebAssembly.Memory;
	transfer_buffer(): number;
	live_blocks(): number;
	network_start(address: number, mask: number): void;
	network_input(length: number): void;
	network_busy(): number;
	network_tick(): void;
	listener_open(port: number, listener: number): Handle;
	listener_close(handle: Handle): void;
	connection_open(address: number, port: number, connection: number): Handle;
	connection_write(handle: Handle, length: number): number;
	connection_received(handle: Handle, length: number): void;
	connection_end(handle: Handle): void;
	connection_release(handle: Handle): void;
	connection_abort(handle: Handle): void;
	connections_list(): number;
	connection_disown(address: number, localPort: number, remotePort: number, nextSent: number, nextReceived: number): void;
	socket_open(port: number, socket: number): Handle;
	socket_close(handle: Handle): void;
	socket_send(handle: Handle, address: number, port: number, length: number): void;
}

/** None of these may call lwIP. Bytes are theirs to keep. */
export interface LwipEvents {
	onFrame(frame: Uint8Array): void;
	/** The number that the other events have for this connection; 0 turns it away. */
	onAccepted(listener: number, handle: Handle): number;
	onConnected(connection: number): void;
	onData(connection: number, bytes: Uint8Array): void;
	onEnded(connection: number): void;
	onAcknowledged(connection: number, length: number): void;
	/** The handle is no longer good. */
	onError(connection: number, error: number): void;
	onDatagram(socket: number, address: number, port: number, bytes: Uint8Array): void;
	/** Where the numbers of a connection's bytes begin. */
	initialSequence(localPort: number, remotePort: number): number;
}

/** Of lwIP's `err_t`: the other end answered with a reset. All others that reach a connection are this side giving up. */
export const RESET_BY_PEER = -14;
/** lwIP's tick; see TCP_TMR_INTERVAL in lwipopts.h. */
export const TICK_MS = 100;
/** TCP_WND and TCP_SND_BUF in lwipopts.h. */
export const WINDOW_BYTES = 360 * 1460;
export const TRANSFER_BYTES = 65536;

export class Lwip {
	readonly calls: LwipExports;
	readonly #transferAt: number;
	#transfer: Uint8Array;

	private constructor(calls: LwipExports) {
		this.calls = calls;
		this.#transferAt = calls.transfer_buffer();
		this.#transfer = this.#view();
	}

	/** @throws WebAssembly.CompileError when `wasm` is not lwIP's module */
	static async load(wasm: Uint8Array, events: LwipEvents): Promise<Lwip> {
		let memory: WebAssembly.Memory | undefined;
		const bytes = (at: number, length: number) => new Uint8Array(memory?.buffer ?? new ArrayBuffer(0), at, length);
		const host = {
			frame: (at: number, length: number) => events.onFrame(bytes(at, length).slice()),
			random: () => crypto.getRandomValues(new Uint32Array(1))[0],
			sequence: (localPort: number, remotePort: number) => events.initialSequence(localPort, remotePort),
			fail: (at: number, length: number) => {
				throw new Error(`lwIP: ${new TextDecoder().decode(bytes(at, length).slice())}`);
			},
			accepted: (listener: number, handle: Handle) => events.onAccepted(listener, handle),
			connected: (connection: number) => events.onConnected(connection),
			data: (connection: number, at: number, length: number) => events.onData(connection, bytes(at, length).slice()),
			ended: (connection: number) => events.onEnded(connection),
			acknowledged: (connection: number, length: number) => events.onAcknowledged(connection, length),
			error: (connection: number, error: number) => events.onError(connection, error),
			datagram: (socket: number, address: number, port: number, at: number, length: number) =>
				events.onDatagram(socket, address, port, bytes(at, length).slice()),
		};
		const { instance } = await WebAssembly.instantiate(wasm as Uint8Array<ArrayBuffer>, { host });
		const calls = instance.exports as unknown as LwipExports;
		memory = calls.memory;
		return new Lwip(calls);
	}

	/** Where bytes cross. To be asked for anew for each call: lwIP's memory moves when it grows. */
	get transfer(): Uint8Array {
		if (this.#transfer.buffer !== this.calls.memory.buffer) this.#transfer = this.#view();
		return this.#transfer;
	}

	#view(): Uint8Array {
		return new Uint8Array(this.calls.memory.buffer, this.#transferAt, TRANSFER_BYTES);
	}
}
