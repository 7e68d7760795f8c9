/** An HTTP/1.1 server on one connection: requests one after the other, bodies streaming both ways. */
import type { Connection } from "../computer.ts";
import { encodeChunk } from "./client.ts";
import { BadRequest, type RequestHead, RequestReader } from "./request-reader.ts";
import { makeRequest } from "./server-request.ts";

/** What a client may still send after an answer that did not want it, so that it gets to see the answer. */
const maxUnwantedBytes = 4 * 2 ** 20;

export type HttpHandler = (request: Request) => Promise<Response>;

/** Settles when the connection is over, and never rejects. `handler` may reject: that is an answer with status 500. */
export async function serveHttp(connection: Connection, handler: HttpHandler): Promise<void> {
	// Who still computes an answer for a connection that is gone can stop.
	const over = new AbortController();
	void connection.closed.then(() => over.abort());
	const reader = new RequestReader(connection.readable);
	const writer = connection.writable.getWriter();
	// Its rejection comes with the next write.
	writer.closed.catch(() => {});
	try {
		let goOn = true;
		while (goOn) goOn = await serveOne(reader, writer, over.signal, handler);
		await writer.close();
		await reader.discard(maxUnwantedBytes);
	} catch (thrown) {
		connection.abort(thrown);
	}
	connection.abort(new Error("the exchange is over"));
}

type Writer = WritableStreamDefaultWriter<Uint8Array>;

/** Whether there may be another request. @throws when the connection is of no more use */
async function serveOne(reader: RequestReader, writer: Writer, signal: AbortSignal, handler: HttpHandler): Promise<boolean> {
	let understood = false;
	try {
		const head = await reader.head();
		if (head === undefined) return false;
		const body = new RequestBody(reader, writer, head);
		const request = makeRequest(head, body.stream, signal);
		understood = true;
		const response = await handler(request).catch(
			() => new Response("The service failed.\n", { status: 500, headers: { "Content-Type": "text/plain" } }),
		);
		const keepAlive = head.keepAlive && body.canFinish;
		await writeResponse(writer, response, head, keepAlive);
		return keepAlive && (await body.finish());
	} catch (thrown) {
		if (!(thrown instanceof BadRequest) || understood) throw thrown;
		await writer.write(refusal(thrown));
		return false;
	}
}

/** The body of one request: streams when it is asked for, and is read to its end afterwards. */
class RequestBody {
	readonly stream: ReadableStream<Uint8Array<ArrayBuffer>> | null;
	readonly #reader: RequestReader;
	readonly #writer: Writer;
	#ended: boolean;
	#held: boolean;
	#failed = false;

	constructor(reader: RequestReader, writer: Writer, { hasBody, expectsContinue }: RequestHead) {
		this.#reader = reader;
		this.#writer = writer;
		this.#ended = !hasBody;
		this.#held = hasBody && expectsContinue;
		this.stream = hasBody ? this.#open() : null;
	}

	/** Whether the next request can follow. A client that waits for leave to send may send, or not, after a final answer. */
	get canFinish(): boolean {
		return !this.#held && !this.#failed;
	}

	/** Drops what is left of it. False when that is too much to wait for. */
	async finish(): Promise<boolean> {
		for (let bytes = 0; !this.#ended && bytes < maxUnwantedBytes; ) bytes += (await this.#read())?.length ?? 0;
		return this.#ended;
	}

	#open(): ReadableStream<Uint8Array<ArrayBuffer>> {
		return new ReadableStream<Uint8Array<ArrayBuffer>>(
			{
				pull: async (controller) => {
					if (this.#ended) return controller.close();
					if (this.#held) {
						this.#held = false;
						await this.#writer.write(new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n"));
					}
					const piece = await this.#read();
					if (piece === undefined) controller.close();
					else controller.enqueue(piece);
				},
			},
			{ highWaterMark: 0 },
		);
	}

	async #read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
		try {
			const piece = await this.#reader.body();
			this.#ended = piece === undefined;
			return piece;
		} catch (thrown) {
			this.#failed = true;
			throw thrown;
		}
	}
}

async function writeResponse(writer: Writer, response: Response, head: RequestHead, keepAlive: boolean): Promise<void> {
	const { status, headers, body } = response;
	const bodiless = head.method === "HEAD" || status === 204 || status === 304;
	const given = headers.get("content-length");
	const lines = [`HTTP/1.1 ${status} ${response.statusText || reasons.get(status) || "Status"}`];
	for (const [name, value] of headers) if (!hopByHop.has(name)) lines.push(`${name}: ${value}`);
	if (!headers.has("date")) lines.push(`date: ${new Date().toUTCString()}`);
	const chunked = !bodiless && body !== null && given === null && head.chunksAllowed;
	if (chunked) lines.push("transfer-encoding: chunked");
	else if (body === null && given === null && !bodiless) lines.push("content-length: 0");
	const toTheEnd = !bodiless && body !== null && given === null && !head.chunksAllowed;
	lines.push(`connection: ${keepAlive && !toTheEnd ? "keep-alive" : "close"}`);
	const written = writer.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
	if (bodiless || body === null) {
		await Promise.all([written, body?.cancel()]);
		if (!bodiless && Number(given ?? 0) > 0) throw new Error("the answer has a length but no body");
		return;
	}
	await written;
	const bytes = await writeBody(writer, body, chunked);
	// Nothing else tells the client that this is not the whole: it would wait for the rest, or take the next answer for it.
	if (given !== null && Number(given) !== bytes) throw new Error(`the answer has ${bytes} bytes instead of ${given}`);
	if (chunked) await writer.write(new TextEncoder().encode("0\r\n\r\n"));
	if (toTheEnd) await writer.close();
}

/** The body's length. */
async function writeBody(writer: Writer, body: ReadableStream<Uint8Array>, chunked: boolean): Promise<number> {
	const reader = body.getReader();
	let bytes = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return bytes;
			bytes += value.length;
			if (value.length > 0) await writer.write(chunked ? encodeChunk(value) : value);
		}
	} catch (thrown) {
		await reader.cancel(thrown).catch(() => {});
		throw thrown;
	}
}

function refusal({ status, message }: BadRequest): Uint8Array {
	const text = `${message}\n`;
	const lines = [`HTTP/1.1 ${status} ${reasons.get(status)}`, "content-type: text/plain", `content-length: ${text.length}`];
	return new TextEncoder().encode(`${lines.join("\r\n")}\r\nconnection: close\r\n\r\n${text}`);
}

/** Of this connection, not of the answer. */
const hopByHop: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "trailer", "te"]);

const reasons: ReadonlyMap<number, string> = new Map([
	[200, "OK"],
	[201, "Created"],
	[202, "Accepted"],
	[204, "No Content"],
	[206, "Partial Content"],
	[301, "Moved Permanently"],
	[302, "Found"],
	[304, "Not Modified"],
	[307, "Temporary Redirect"],
	[400, "Bad Request"],
	[401, "Unauthorized"],
	[403, "Forbidden"],
	[404, "Not Found"],
	[405, "Method Not Allowed"],
	[409, "Conflict"],
	[413, "Content Too Large"],
	[416, "Range Not Satisfiable"],
	[429, "Too Many Requests"],
	[431, "Request Header Fields Too Large"],
	[500, "Internal Server Error"],
	[501, "Not Implemented"],
	[502, "Bad Gateway"],
	[503, "Service Unavailable"],
	[505, "HTTP Version Not Supported"],
	[507, "Insufficient Storage"],
]);
