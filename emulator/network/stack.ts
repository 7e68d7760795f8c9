/**
 * The network at the other end of the guest's cable: Ethernet frames on one side, sockets on the other, lwIP in between. It answers for
 * one address and knows no other network.
 */
import type { Connection } from "../computer.ts";
import { createDeferred, type Deferred } from "../flow/deferred.ts";
import { parseAddress } from "./address.ts";
import { errorFor, unavailable } from "./errors.ts";
import { InitialSequences } from "./initial-sequences.ts";
import { type Handle, Lwip, TRANSFER_BYTES } from "./lwip.ts";
import { TcpConnection } from "./tcp-connection.ts";
import { Ticker } from "./ticker.ts";
import type { ConnectionRecord, DatagramListener, UdpSocket } from "./types.ts";

export interface StackOptions {
	/** lwIP, compiled from `lwip/`. */
	readonly wasm: Uint8Array;
	/** Dotted. */
	readonly address: string;
	readonly mask: string;
	readonly hardwareAddress: Uint8Array;
	/** Takes a frame to the other end. */
	readonly send: (frame: Uint8Array) => void;
	/** lwIP broke; everything open has failed. */
	readonly onFailure: (error: unknown) => void;
	/** Where the sequence numbers of connections begin; unpredictable unless given. */
	readonly initialSequence?: (localPort: number, remotePort: number) => number;
}

/** Beyond it the guest's connections are reset: each may hold half a megabyte that nobody has read yet. */
const MAX_CONNECTIONS = 2048;

export class NetworkStack {
	readonly #options: StackOptions;
	readonly #listeners = new Map<number, (connection: Connection) => void>();
	readonly #connections = new Map<number, TcpConnection>();
	readonly #connecting = new Map<number, Deferred<void>>();
	readonly #sockets = new Map<number, DatagramListener>();
	/** What lwIP told while it ran. */
	#events: (() => void)[] = [];
	#frames: Uint8Array[] = [];
	#draining = false;
	#nextNumber = 1;
	readonly #ticker: Ticker;
	#ended = false;
	#lwip: Lwip | undefined;

	private constructor(options: StackOptions) {
		this.#options = options;
		this.#ticker = new Ticker(
			() => this.#lwip?.calls.network_busy() === 1,
			() => this.#run((lwip) => lwip.calls.network_tick()),
		);
	}

	/** @throws WebAssembly.CompileError when `wasm` is damaged */
	static async create(options: StackOptions): Promise<NetworkStack> {
		const stack = new NetworkStack(options);
		const sequences = new InitialSequences();
		const lwip = await Lwip.load(options.wasm, {
			onFrame: (frame) => stack.#frames.push(frame),
			onAccepted: (listener, handle) => stack.#accept(listener, handle),
			onConnected: (number) => stack.#handleConnected(number),
			onData: (number, bytes) => stack.#tell(number, (connection) => connection.receive(bytes)),
			onEnded: (number) => stack.#tell(number, (connection) => connection.receiveEnd()),
			onAcknowledged: (number, length) => stack.#tell(number, (connection) => connection.acknowledge(length)),
			onError: (number, error) => stack.#handleError(number, error),
			onDatagram: (socket, address, port, bytes) =>
				stack.#events.push(() => stack.#sockets.get(socket)?.({ address, port }, bytes)),
			initialSequence: options.initialSequence ?? ((localPort, remotePort) => sequences.next(localPort, remotePort)),
		});
		lwip.transfer.set(options.hardwareAddress);
		lwip.calls.network_start(parseAddress(options.address), parseAddress(options.mask));
		// The announcement of its address, when nobody may be listening yet.
		stack.#frames = [];
		stack.#lwip = lwip;
		return stack;
	}

	/** A frame from the other end. */
	receive(frame: Uint8Array): void {
		if (frame.length > TRANSFER_BYTES) return;
		this.#run((lwip) => {
			lwip.transfer.set(frame);
			lwip.calls.network_input(frame.length);
		});
	}

	/** Calls `onConnection` for each connection to `port`, until the returned function is called. @throws Error when the port is taken */
	listen(port: number, onConnection: (connection: Connection) => void): () => void {
		const number = this.#nextNumber++;
		const handle = this.#run((lwip) => lwip.calls.listener_open(port, number));
		if (!handle) throw new Error(`TCP port ${port} of the network is taken`);
		this.#listeners.set(number, onConnection);
		return () => {
			if (this.#listeners.delete(number)) this.#run((lwip) => lwip.calls.listener_close(handle));
		};
	}

	/** @throws MachineError `PortUnavailableError`, or the signal's reason */
	async connect(address: string, port: number, signal?: AbortSignal): Promise<Connection> {
		signal?.throwIfAborted();
		const to = parseAddress(address);
		const number = this.#nextNumber++;
		const connected = createDeferred<void>();
		this.#connecting.set(number, connected);
		let connection: TcpConnection | undefined;
		const handleAbort = () => {
			connected.reject(signal?.reason);
			connection?.streams.abort(signal?.reason);
		};
		try {
			const handle = this.#run((lwip) => {
				const opened = lwip.calls.connection_open(to, port, number);
				if (opened !== 0) connection = this.#add(number, opened);
				return opened;
			});
			if (!handle || connection === undefined) throw unavailable("timeout", "The network has no room for a connection.");
			signal?.addEventListener("abort", handleAbort, { once: true });
			await connected.promise;
			return connection.streams;
		} finally {
			signal?.removeEventListener("abort", handleAbort);
			this.#connecting.delete(number);
		}
	}

	/** @throws Error when the port is taken */
	bind(port: number, onDatagram: DatagramListener): UdpSocket {
		const number = this.#nextNumber++;
		const handle = this.#run((lwip) => lwip.calls.socket_open(port, number));
		if (!handle) throw new Error(`UDP port ${port} of the network is taken`);
		this.#sockets.set(number, onDatagram);
		return {
			send: (to, bytes) => {
				if (bytes.length > 1472) return;
				this.#run((lwip) => {
					lwip.transfer.set(bytes);
					lwip.calls.socket_send(handle, to.address, to.port, bytes.length);
				});
			},
			close: () => {
				if (this.#sockets.delete(number)) this.#run((lwip) => lwip.calls.socket_close(handle));
			},
		};
	}

	/** Time stands still until `thaw`: nothing is sent again, and nobody is given up. */
	freeze(): void {
		this.#ticker.freeze();
	}

	thaw(): void {
		this.#ticker.thaw();
	}

	/** Connections as they are now, for a saved machine. */
	records(): ConnectionRecord[] {
		const records: ConnectionRecord[] = [];
		this.#run((lwip) => {
			const count = lwip.calls.connections_list();
			const { buffer, byteOffset } = lwip.transfer;
			const numbers = new Uint32Array(buffer, byteOffset, count * 4);
			for (let at = 0; at < numbers.length; at += 4) {
				records.push(Array.from(numbers.subarray(at, at + 4)) as unknown as ConnectionRecord);
			}
		});
		return records;
	}

	/** Tells the other end that connections of an earlier stack are gone. */
	disown(address: string, records: readonly ConnectionRecord[]): void {
		const to = parseAddress(address);
		this.#run((lwip) => {
			for (const record of records) lwip.calls.connection_disown(to, ...record);
		});
	}

	/** Connections and sockets that are open here. */
	get openCount(): number {
		return this.#connections.size + this.#sockets.size;
	}

	/** Blocks that lwIP has allocated, and its memory's size. */
	get memory(): { readonly blocks: number; readonly bytes: number } {
		const { calls } = this.#lwip ?? {};
		return { blocks: calls?.live_blocks() ?? 0, bytes: calls?.memory.buffer.byteLength ?? 0 };
	}

	/** Ends it without a word to the other end: connections reject with `reason`. */
	dispose(reason: unknown): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#ticker.freeze();
		this.#lwip = undefined;
		this.#events = [];
		this.#frames = [];
		for (const connecting of this.#connecting.values()) connecting.reject(reason);
		for (const connection of [...this.#connections.values()]) {
			connection.loseHandle();
			connection.fail(reason);
		}
		this.#listeners.clear();
		this.#sockets.clear();
	}

	/** Runs something of lwIP, then what came of it. Undefined after the end. Never called by lwIP itself: `LwipEvents` only takes notes. */
	#run<T>(call: (lwip: Lwip) => T): T | undefined {
		if (this.#lwip === undefined) return undefined;
		try {
			const result = call(this.#lwip);
			this.#drain();
			return result;
		} catch (thrown) {
			this.dispose(unavailable("reset", "The machine's network broke down."));
			this.#options.onFailure(thrown);
			return undefined;
		}
	}

	#drain(): void {
		if (this.#draining) return;
		this.#draining = true;
		try {
			while (this.#events.length > 0 || this.#frames.length > 0) {
				const frames = this.#frames;
				this.#frames = [];
				for (const frame of frames) this.#options.send(frame);
				const events = this.#events;
				this.#events = [];
				for (const event of events) event();
			}
		} finally {
			this.#draining = false;
		}
		this.#ticker.schedule();
	}

	#add(number: number, handle: Handle): TcpConnection {
		const connection = new TcpConnection(handle, {
			write: (to, bytes) =>
				this.#run((lwip) => {
					lwip.transfer.set(bytes);
					return lwip.calls.connection_write(to, bytes.length) === 1;
				}) ?? false,
			received: (of, length) => this.#run((lwip) => lwip.calls.connection_received(of, length)),
			end: (of) => this.#run((lwip) => lwip.calls.connection_end(of)),
			release: (of) => this.#run((lwip) => lwip.calls.connection_release(of)),
			abort: (of) => this.#run((lwip) => lwip.calls.connection_abort(of)),
			forget: () => this.#connections.delete(number),
		});
		this.#connections.set(number, connection);
		return connection;
	}

	#accept(listener: number, handle: Handle): number {
		if (this.#connections.size >= MAX_CONNECTIONS) return 0;
		const number = this.#nextNumber++;
		const { streams } = this.#add(number, handle);
		this.#events.push(() => {
			const onConnection = this.#listeners.get(listener);
			// Not from within a frame: what a service does is none of the emulator's business.
			queueMicrotask(() => {
				try {
					if (onConnection === undefined) throw new Error("nobody listens any more");
					onConnection(streams);
				} catch (thrown) {
					streams.abort(thrown);
				}
			});
		});
		return number;
	}

	#tell(number: number, event: (connection: TcpConnection) => void): void {
		const connection = this.#connections.get(number);
		if (connection !== undefined) this.#events.push(() => event(connection));
	}

	#handleConnected(number: number): void {
		const connecting = this.#connecting.get(number);
		this.#connecting.delete(number);
		this.#events.push(() => connecting?.resolve());
	}

	#handleError(number: number, code: number): void {
		const connection = this.#connections.get(number);
		connection?.loseHandle();
		const connecting = this.#connecting.get(number);
		const error = errorFor(code, connecting !== undefined);
		this.#events.push(() => {
			connecting?.reject(error);
			connection?.fail(error);
		});
	}
}
