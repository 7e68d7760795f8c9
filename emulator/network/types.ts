/** What the stack hands out beside connections. */

export interface UdpSocket {
	send(to: Endpoint, bytes: Uint8Array): void;
	close(): void;
}

export interface Endpoint {
	/** As lwIP has it: only to be given back. */
	readonly address: number;
	readonly port: number;
}

/** What has to be known of a connection to reset the other end of it from another stack. */
export type ConnectionRecord = readonly [localPort: number, remotePort: number, nextSent: number, nextReceived: number];

export type DatagramListener = (from: Endpoint, bytes: Uint8Array) => void;
