/** What tests of the network stack do with its connections. */
import { createHash } from "node:crypto";
import type { Connection } from "#emulator/computer.ts";
import { gatewayAddress, type TwoStacks } from "./two-stacks.ts";

/** Both ends of a new connection from the guest's stack to port 80 of the gateway's. */
export async function connected({ gateway, guest }: TwoStacks): Promise<{ near: Connection; far: Connection; stop: () => void }> {
	let stop = () => {};
	const accepted = new Promise<Connection>((resolve) => {
		stop = gateway.listen(80, resolve);
	});
	const near = await guest.connect(gatewayAddress, 80);
	return { near, far: await accepted, stop };
}

export function noise(length: number, seed = 1): Uint8Array {
	let state = seed;
	return Uint8Array.from({ length }, () => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		return state >>> 24;
	});
}

export async function send(connection: Connection, bytes: Uint8Array): Promise<void> {
	const writer = connection.writable.getWriter();
	for (let at = 0; at < bytes.length; at += 50_000) await writer.write(bytes.subarray(at, at + 50_000));
	await writer.close();
}

export async function digestOf(connection: Connection): Promise<{ bytes: number; sha256: string }> {
	const hash = createHash("sha256");
	let bytes = 0;
	for await (const piece of connection.readable as unknown as AsyncIterable<Uint8Array>) {
		bytes += piece.length;
		hash.update(piece);
	}
	return { bytes, sha256: hash.digest("hex") };
}

export function sha256(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

export async function until(what: string, holds: () => boolean, withinMs = 20_000): Promise<void> {
	const deadlineMs = Date.now() + withinMs;
	while (!holds()) {
		if (Date.now() > deadlineMs) throw new Error(`after ${withinMs} ms it still does not hold: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
