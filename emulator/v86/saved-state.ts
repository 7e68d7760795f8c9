/** The form of a saved machine outside of memory: which bundle it belongs to, a digest, and v86's state. */
import * as z from "zod";
import { MachineError } from "../errors.ts";
import type { ConnectionRecord } from "../network/types.ts";

const MAGIC = "SLIPWAY2";
const PREFIX_BYTES = MAGIC.length + 4;

const headerSchema = z.strictObject({
	bundle: z.string().describe("Digest of the bundle the machine runs"),
	stateBytes: z.int().positive(),
	sha256: z.string(),
	connections: z
		.array(z.tuple([z.int(), z.int(), z.int(), z.int()]))
		.describe("Open TCP connections, as NetworkStack lists them"),
});

export interface SavedState {
	readonly state: ArrayBuffer;
	readonly connections: readonly ConnectionRecord[];
}

export async function packState(bundle: string, { state, connections }: SavedState): Promise<Uint8Array> {
	const header: z.input<typeof headerSchema> = {
		bundle,
		stateBytes: state.byteLength,
		sha256: await digestOf(state, connections),
		connections: connections.map((record) => [...record]),
	};
	const encoded = new TextEncoder().encode(JSON.stringify(header));
	const packed = new Uint8Array(PREFIX_BYTES + encoded.byteLength + state.byteLength);
	packed.set(new TextEncoder().encode(MAGIC));
	new DataView(packed.buffer).setUint32(MAGIC.length, encoded.byteLength, true);
	packed.set(encoded, PREFIX_BYTES);
	packed.set(new Uint8Array(state), PREFIX_BYTES + encoded.byteLength);
	return packed;
}

/** @throws MachineError `CorruptStateError` or `BundleMismatchError` */
export async function unpackState(bundle: string, packed: Uint8Array): Promise<SavedState> {
	const headerBytes =
		packed.byteLength < PREFIX_BYTES ? 0 : new DataView(packed.buffer, packed.byteOffset).getUint32(MAGIC.length, true);
	const header = readHeader(packed, headerBytes);
	if (header.bundle !== bundle) {
		throw new MachineError("BundleMismatchError", "This saved machine belongs to another version of Slipway's machine.", {
			detail: header.bundle,
		});
	}
	// Not `slice`: that of a Buffer, which is what files are read into, copies nothing.
	const state = new Uint8Array(packed.subarray(PREFIX_BYTES + headerBytes)).buffer;
	if (state.byteLength !== header.stateBytes || (await digestOf(state, header.connections)) !== header.sha256) throw corrupt();
	return { state, connections: header.connections };
}

function readHeader(packed: Uint8Array, headerBytes: number): z.infer<typeof headerSchema> {
	const magic = new TextDecoder().decode(packed.subarray(0, MAGIC.length));
	if (magic !== MAGIC || headerBytes > packed.byteLength - PREFIX_BYTES) throw corrupt();
	try {
		return headerSchema.parse(JSON.parse(new TextDecoder().decode(packed.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes))));
	} catch (cause) {
		throw corrupt(cause);
	}
}

function corrupt(cause?: unknown): MachineError {
	return new MachineError("CorruptStateError", "The saved machine is damaged or not complete.", { cause });
}

/** Of everything that the guest would go on with. */
async function digestOf(state: ArrayBuffer, connections: SavedState["connections"]): Promise<string> {
	const text = `${await sha256(state)} ${JSON.stringify(connections)}`;
	return await sha256(new TextEncoder().encode(text).buffer);
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
