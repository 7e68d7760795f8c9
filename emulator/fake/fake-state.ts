/** The fake machine as bytes: a magic line, a checksum, a description as JSON, and the contents of its files. */
import { MachineError } from "../errors.ts";
import type { FakeDirectory, FakeNode } from "./fake-files.ts";

const magic = "slipway fake machine 1\n";
const headerBytes = magic.length + 8;

export interface FakeState {
	readonly root: FakeDirectory;
	/** Guest time minus host time when it was saved, and that host time. */
	readonly clockOffsetMs: number;
	readonly savedAtMs: number;
	readonly random: number;
	/** Programs that belong to no agent stream, and so live on. */
	readonly daemons: readonly { readonly pid: number; readonly words: readonly string[] }[];
}

type PackedNode =
	| { type: "file"; at: number; bytes: number; mode: number; modifiedMs: number }
	| { type: "directory"; entries: [string, PackedNode][]; mode: number; modifiedMs: number }
	| { type: "symlink"; target: string; mode: number; modifiedMs: number }
	| { type: "other"; mode: number; modifiedMs: number };

export function encodeState(state: FakeState): Uint8Array {
	const blobs: Uint8Array[] = [];
	let blobBytes = 0;
	const pack = (node: FakeNode): PackedNode => {
		if (node.type === "directory") return { ...node, entries: [...node.entries].map(([name, child]) => [name, pack(child)]) };
		if (node.type !== "file") return node;
		const at = blobBytes;
		blobs.push(node.content);
		blobBytes += node.content.length;
		return { type: "file", at, bytes: node.content.length, mode: node.mode, modifiedMs: node.modifiedMs };
	};
	const description = new TextEncoder().encode(JSON.stringify({ ...state, root: pack(state.root) }));
	const whole = new Uint8Array(headerBytes + description.length + blobBytes);
	whole.set(new TextEncoder().encode(magic));
	let at = headerBytes;
	for (const piece of [description, ...blobs]) {
		whole.set(piece, at);
		at += piece.length;
	}
	const header = new DataView(whole.buffer, magic.length);
	header.setUint32(0, description.length);
	header.setUint32(4, checksum(whole.subarray(headerBytes)));
	return whole;
}

/** @throws MachineError `CorruptStateError` when these are not exactly the bytes of an `encodeState`. */
export function decodeState(whole: Uint8Array): FakeState {
	const found = new TextDecoder().decode(whole.subarray(0, magic.length));
	if (found !== magic || whole.length < headerBytes) throw corrupt("they do not begin as one");
	const header = new DataView(whole.buffer, whole.byteOffset + magic.length);
	if (header.getUint32(4) !== checksum(whole.subarray(headerBytes))) throw corrupt("their checksum differs");
	const blobsAt = headerBytes + header.getUint32(0);
	const packed = JSON.parse(new TextDecoder().decode(whole.subarray(headerBytes, blobsAt))) as FakeState & { root: PackedNode };
	const unpack = (node: PackedNode): FakeNode => {
		if (node.type === "directory")
			return { ...node, entries: new Map(node.entries.map(([name, child]) => [name, unpack(child)])) };
		if (node.type !== "file") return node;
		const content = whole.slice(blobsAt + node.at, blobsAt + node.at + node.bytes);
		return { type: "file", content, mode: node.mode, modifiedMs: node.modifiedMs };
	};
	return { ...packed, root: unpack(packed.root) as FakeDirectory };
}

function corrupt(why: string): MachineError {
	return new MachineError("CorruptStateError", `These bytes are no saved fake machine: ${why}.`);
}

/** FNV-1a. */
function checksum(bytes: Uint8Array): number {
	let hash = 0x811c9dc5;
	for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
	return hash >>> 0;
}
