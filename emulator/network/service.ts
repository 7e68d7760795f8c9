/** What the network offers to the guest, by name. Every name is found by the guest's name server and is the gateway's own address. */
import type { Connection } from "../computer.ts";

/** Served at port 80, and by HTTPS through the guest's tls service for the names of its certificate. */
export interface HttpService {
	readonly kind: "http";
	/** Lower case, such as `registry.lab`: what a request's `Host` has to say. */
	readonly name: string;
	/** A few words for the gateway's page. */
	readonly description: string;
	/** Any rejection is an answer with status 500. The request's body streams; it need not be read. */
	readonly handle: (request: Request) => Promise<Response>;
}

/** Served at a port of its own. */
export interface TcpService {
	readonly kind: "tcp";
	readonly name: string;
	readonly description: string;
	readonly port: number;
	readonly handle: (connection: Connection) => void;
}

export type NetworkService = HttpService | TcpService;
