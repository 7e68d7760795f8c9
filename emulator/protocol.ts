/** The wire between the page and the worker that runs the emulator: shapes only. The calls are those of `Computer`. */
import type { Power } from "./computer.ts";
import type { WireError } from "./errors.ts";

export type ToWorker =
	/** `manifestUrl` is absolute. `state` continues a saved machine. First message; sent once. */
	| {
			readonly kind: "start";
			readonly call: number;
			readonly manifestUrl: string;
			readonly from: "snapshot" | "cold" | "state";
			readonly state?: Uint8Array;
	  }
	| { readonly kind: "abort-start" }
	| { readonly kind: "agent"; readonly bytes: Uint8Array }
	/** The page's end of `connection` is open already. */
	| { readonly kind: "dial"; readonly call: number; readonly connection: number; readonly port: number }
	| { readonly kind: "abort-dial"; readonly connection: number }
	| { readonly kind: "connection"; readonly connection: number; readonly event: ConnectionEvent }
	| { readonly kind: "pause" | "resume" | "save" | "counters" | "console-log"; readonly call: number };

export type FromWorker =
	| { readonly kind: "agent"; readonly bytes: Uint8Array }
	| { readonly kind: "connection"; readonly connection: number; readonly event: ConnectionEvent }
	| { readonly kind: "power"; readonly power: WirePower }
	/** `value` is what that method of `Computer` settles with. */
	| { readonly kind: "reply"; readonly call: number; readonly value: unknown }
	| { readonly kind: "error"; readonly call: number; readonly error: WireError };

/** What one end of a relayed connection tells the other. Data needs credit; each end starts with the same amount. */
export type ConnectionEvent =
	| { readonly type: "data"; readonly bytes: Uint8Array }
	| { readonly type: "credit"; readonly bytes: number }
	| { readonly type: "end" }
	| { readonly type: "reset"; readonly error: WireError };

export type WirePower = Exclude<Power, { kind: "failed" }> | { readonly kind: "failed"; readonly error: WireError };
