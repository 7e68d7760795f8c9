/** One request and its answer over one connection. */
import type { Connection } from "../computer.ts";
import { encodeRequestHead } from "./request.ts";
import { HttpResponseReader, type ResponseHead } from "./response.ts";

/** How long a server may take to close a connection after its answer. */
const GOODBYE_MS = 5000;

export interface ClientRequest {
	readonly method?: string | undefined;
	readonly path: string;
	readonly headers: Iterable<readonly [name: string, value: string]>;
	readonly body: Uint8Array | ReadableStream<Uint8Array> | undefined;
	readonly host: string;
}

export interface ClientResponse extends ResponseHead {
	/** Takes the connection's end as its own; cancelling it resets the connection. */
	readonly body: ReadableStream<Uint8Array>;
}

/** The request's bytes up to its body. @throws TypeError for what cannot be sent */
export function encodeHead({ method, path, headers, body, host }: ClientRequest): Uint8Array {
	const fields = [...headers];
	const sized = fields.some(([name]) => name.toLowerCase() === "content-length");
	const length = body instanceof Uint8Array ? body.length : body === undefined || sized ? undefined : "chunked";
	return encodeRequestHead({ method, path, headers: fields, body: length, host });
}

/** @throws whatever the connection fails with; Error when what comes is not an HTTP answer */
export async function sendRequest(connection: Connection, head: Uint8Array, request: ClientRequest): Promise<ClientResponse> {
	const writer = connection.writable.getWriter();
	let sent = false;
	writeRequest(writer, head, request).then(
		() => {
			sent = true;
		},
		// The answer tells what became of the request, also of one that the server stopped reading.
		() => {},
	);
	const reader = new HttpResponseReader(connection.readable, request.method ?? "GET");
	const answer = await reader.head();
	const abort = () => connection.abort(new Error("the exchange is over"));
	const complete = () => (sent ? void endInOrder(writer, reader).finally(abort) : abort());
	return { ...answer, body: bodyOf(reader, complete, abort) };
}

/** Says goodbye and waits for the server's: some make a fuss of a connection that is reset. Settles in any case, and soon. */
async function endInOrder(writer: WritableStreamDefaultWriter<Uint8Array>, reader: HttpResponseReader): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const patience = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, GOODBYE_MS);
	});
	await Promise.race([patience, Promise.all([writer.close(), reader.untilEnd()]).catch(() => {})]);
	clearTimeout(timer);
}

async function writeRequest(
	writer: WritableStreamDefaultWriter<Uint8Array>,
	head: Uint8Array,
	{ body }: ClientRequest,
): Promise<void> {
	const written = writer.write(head);
	if (body instanceof Uint8Array) {
		await Promise.all([written, writer.write(body)]);
	} else if (body !== undefined) {
		await written;
		await writeStream(body, writer, !/^content-length:/im.test(new TextDecoder().decode(head)));
	}
}

/** A body that cannot be had to its end leaves the request unfinished, so the connection goes with it. */
async function writeStream(
	body: ReadableStream<Uint8Array>,
	writer: WritableStreamDefaultWriter<Uint8Array>,
	chunked: boolean,
): Promise<void> {
	const source = body.getReader();
	try {
		for (;;) {
			const { done, value } = await source.read();
			if (done) break;
			if (value.length > 0) await writer.write(chunked ? encodeChunk(value) : value);
		}
		if (chunked) await writer.write(new TextEncoder().encode("0\r\n\r\n"));
	} catch (thrown) {
		await Promise.allSettled([source.cancel(thrown), writer.abort(thrown)]);
	}
}

export function encodeChunk(bytes: Uint8Array): Uint8Array {
	const size = new TextEncoder().encode(`${bytes.length.toString(16)}\r\n`);
	const chunk = new Uint8Array(size.length + bytes.length + 2);
	chunk.set(size);
	chunk.set(bytes, size.length);
	chunk.set([13, 10], size.length + bytes.length);
	return chunk;
}

function bodyOf(reader: HttpResponseReader, complete: () => void, abort: () => void): ReadableStream<Uint8Array> {
	return new ReadableStream<Uint8Array>(
		{
			pull: async (controller) => {
				try {
					const piece = await reader.read();
					if (piece !== undefined) return controller.enqueue(piece);
					controller.close();
					complete();
				} catch (thrown) {
					controller.error(thrown);
					abort();
				}
			},
			cancel: abort,
		},
		{ highWaterMark: 0 },
	);
}
