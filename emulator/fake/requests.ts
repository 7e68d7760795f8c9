/** What the fake agent does for each kind of `open`: everything but `exec`. Each gives the exit code of the stream's end. */
import { type Field, fieldValue } from "../agent/fields.ts";
import type { FileEntry } from "../machine.ts";
import type { FakeAgentStream } from "./agent-stream.ts";
import { Errno } from "./errno.ts";
import { exec } from "./exec.ts";
import type { FakeGuest } from "./fake-guest.ts";
import { Pipe } from "./pipe.ts";

export type Handler = (guest: FakeGuest, stream: FakeAgentStream, fields: readonly Field[]) => Promise<number>;

const memoryBytes = 512 * 1024 * 1024;
const diskBytes = 8 * 1024 * 1024 * 1024;

const letters = { file: "f", directory: "d", symlink: "l", other: "o" } as const satisfies Record<FileEntry["type"], string>;

function field(fields: readonly Field[], key: string): string {
	const value = fieldValue(fields, key);
	if (value === undefined) throw new Errno("EINVAL");
	return value;
}

async function sendText(stream: FakeAgentStream, text: string): Promise<number> {
	await stream.data(1, new TextEncoder().encode(text));
	stream.close(1);
	return 0;
}

function toRecord({ name, type, sizeBytes, mode, modifiedMs }: FileEntry): string {
	return `${letters[type]} ${sizeBytes} ${mode.toString(8)} ${Math.floor(modifiedMs)} ${name}\0`;
}

/** A request that is over with one call to the file system. */
function change(action: (guest: FakeGuest, path: string, fields: readonly Field[]) => void): Handler {
	return async (guest, _, fields) => {
		action(guest, field(fields, "path"), fields);
		return 0;
	};
}

const read: Handler = async (guest, stream, fields) => {
	await stream.data(1, guest.files.read(field(fields, "path")));
	stream.close(1);
	return 0;
};

const write: Handler = async (guest, stream, fields) => {
	const path = field(fields, "path");
	const pieces: Uint8Array[] = [];
	// What cannot be written at all is refused before its content came.
	guest.files.replace(path, new Uint8Array(), Number.parseInt(field(fields, "mode"), 8));
	const whole = await new Promise<Uint8Array | undefined>((resolve) => {
		stream.onData = async (bytes) => void pieces.push(bytes);
		stream.onClose = () => resolve(concatenate(pieces));
		stream.cancelled.addEventListener("abort", () => resolve(undefined), { once: true });
	});
	if (whole !== undefined) guest.files.replace(path, whole, Number.parseInt(field(fields, "mode"), 8));
	return whole === undefined ? 1 : 0;
};

const watch: Handler = async (guest, stream, fields) => {
	const changes = new Pipe();
	const encoder = new TextEncoder();
	const unwatch = guest.files.watch(field(fields, "path"), ({ kind, path }) => changes.push(encoder.encode(`${kind} ${path}\0`)));
	try {
		await stream.data(1, encoder.encode("ready\0"));
		for (;;) await stream.data(1, (await changes.read(stream.cancelled)) ?? new Uint8Array());
	} catch (thrown) {
		if (stream.cancelled.aborted) return 0;
		throw thrown;
	} finally {
		unwatch();
	}
};

const connect: Handler = async (guest, stream, fields) => {
	if (fieldValue(fields, "unix") !== "/run/docker.sock") throw new Errno("ENOENT");
	if (!guest.engine.listening) throw new Errno("ECONNREFUSED");
	const input = new Pipe();
	const output = new Pipe();
	stream.onData = (bytes) => input.write(bytes, stream.cancelled);
	stream.onClose = () => input.end();
	const serving = guest.engine.serve(input, output, stream.cancelled).catch((thrown: unknown) => {
		if (!stream.cancelled.aborted) throw thrown;
	});
	for (;;) {
		const bytes = await output.read();
		if (bytes === undefined) break;
		await stream.data(1, bytes);
	}
	stream.close(1);
	await serving;
	return 0;
};

const clock: Handler = async (guest, _, fields) => {
	guest.setClock(Number(field(fields, "ms")));
	const seed = fieldValue(fields, "seed") ?? "";
	guest.random.stir(Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
	return 0;
};

const usage: Handler = (guest, stream) => {
	const values = {
		"memory-total": memoryBytes,
		"memory-available": memoryBytes - 70_000_000,
		"disk-total": diskBytes,
		"disk-used": 100_000_000,
		"load-1": 0.1,
		"load-5": 0.05,
		"load-15": 0.01,
		uptime: guest.uptimeSeconds,
	};
	return sendText(
		stream,
		Object.entries(values)
			.map(([key, value]) => `${key}=${value}\n`)
			.join(""),
	);
};

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
	["clock", clock],
	["connect", connect],
	["exec", exec],
	["list", (guest, stream, fields) => sendText(stream, guest.files.list(field(fields, "path")).map(toRecord).join(""))],
	["mkdir", change((guest, path) => guest.files.makeDirectory(path))],
	["read", read],
	["remove", change((guest, path) => guest.files.remove(path))],
	["rename", change((guest, path, fields) => guest.files.rename(path, field(fields, "to")))],
	["stat", async (guest, stream, fields) => sendText(stream, toRecord(guest.files.stat(field(fields, "path"))))],
	["usage", usage],
	["watch", watch],
	["write", write],
]);
