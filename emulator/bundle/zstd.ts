/** The zstd decoder, one for the whole process: made at first use. */
import { ZSTDDecoder } from "zstddec";

let decoder: Promise<ZSTDDecoder> | undefined;

/** Decompresses one zstd frame. @throws when the bytes are not one, or not of `rawBytes` length. */
export async function decompress(stored: Uint8Array, rawBytes: number): Promise<Uint8Array> {
	decoder ??= init();
	const raw = (await decoder).decode(stored, rawBytes);
	if (raw.byteLength !== rawBytes) throw new Error(`decompressed to ${raw.byteLength} bytes instead of ${rawBytes}`);
	return raw;
}

async function init(): Promise<ZSTDDecoder> {
	const made = new ZSTDDecoder();
	await made.init();
	return made;
}
