/** Reads HTTP/1.x requests, one after the other, out of a byte stream, with the parser of http-parser-js. */
import { HTTPParser } from "http-parser-js";
import { toPairs, toParserInput } from "./parser-input.ts";

const maxHeadBytes = 65_536;
/** Of TLS: the first byte of a handshake. */
const tlsHandshake = 0x16;

export interface RequestHead {
	readonly method: string;
	readonly target: string;
	readonly fields: readonly (readonly [name: string, value: string])[];
	/** False for HTTP/1.0, which knows no chunks. */
	readonly chunksAllowed: boolean;
	/** Whether the client means to send another request on this connection. */
	readonly keepAlive: boolean;
	readonly hasBody: boolean;
	/** It sends the body only when told to go on. */
	readonly expectsContinue: boolean;
}

/** A request that is refused for its form, with the status that says so. */
export class BadRequest extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

type Event = { readonly head: RequestHead } | { readonly body: Uint8Array<ArrayBuffer> } | "complete";

export class RequestReader {
	readonly #source: ReadableStreamDefaultReader<Uint8Array>;
	readonly #parser = new HTTPParser(HTTPParser.REQUEST);
	/** What was parsed beyond what was asked for: the rest of one piece of the connection. */
	readonly #events: Event[] = [];
	/** Bytes since the last complete request, while no head has come. */
	#headBytes = 0;
	#inHead = true;
	#first = true;

	constructor(source: ReadableStream<Uint8Array>) {
		this.#source = source.getReader();
		this.#listen();
	}

	/** Undefined when the connection ends instead. The body of the request before must have been read. @throws BadRequest */
	async head(): Promise<RequestHead | undefined> {
		for (;;) {
			const event = this.#events.shift();
			if (event === undefined) {
				if (!(await this.#advance())) return undefined;
			} else if (typeof event === "object" && "head" in event) return event.head;
		}
	}

	/** The next piece of the body, undefined at its end. @throws BadRequest; Error when the connection ends before the body does */
	async body(): Promise<Uint8Array<ArrayBuffer> | undefined> {
		for (;;) {
			const event = this.#events[0];
			if (event === undefined) {
				if (!(await this.#advance())) throw new Error("the connection ended in the middle of the request");
				continue;
			}
			this.#events.shift();
			if (event === "complete") return undefined;
			if ("body" in event) return event.body;
		}
	}

	/** Reads and drops whatever the client still sends. Settles at the connection's end, or after `maxBytes`. */
	async discard(maxBytes: number): Promise<void> {
		let bytes = 0;
		while (bytes < maxBytes) {
			const { done, value } = await this.#source.read();
			if (done) return;
			bytes += value.length;
		}
	}

	#listen(): void {
		this.#parser[HTTPParser.kOnHeadersComplete] = (info) => {
			this.#inHead = false;
			this.#events.push({ head: readHead(info) });
		};
		this.#parser[HTTPParser.kOnBody] = (piece) => {
			this.#events.push({ body: new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.length) });
		};
		this.#parser[HTTPParser.kOnMessageComplete] = () => {
			this.#events.push("complete");
			this.#inHead = true;
			this.#headBytes = 0;
		};
	}

	/** False at the end of the connection. */
	async #advance(): Promise<boolean> {
		const { done, value } = await this.#source.read();
		if (done) return false;
		if (this.#first && value[0] === tlsHandshake) throw new BadRequest(400, "This port speaks HTTP, not HTTPS.");
		this.#first = false;
		this.#headBytes = this.#inHead ? this.#headBytes + value.length : 0;
		const result = this.#parser.execute(toParserInput(value));
		if (result instanceof Error) throw new BadRequest(400, `This is not an HTTP request: ${result.message}.`);
		if (this.#inHead && this.#headBytes > maxHeadBytes) {
			throw new BadRequest(431, `The head of a request may have ${maxHeadBytes} bytes.`);
		}
		return true;
	}
}

type HeadInfo = Parameters<InstanceType<typeof HTTPParser>[typeof HTTPParser.kOnHeadersComplete]>[0];

function readHead({ method, url, headers, versionMajor, versionMinor, upgrade }: HeadInfo): RequestHead {
	const fields = toPairs(headers);
	const values = (name: string) => fields.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value.trim());
	const codings = values("transfer-encoding");
	const lengths = values("content-length");
	if (versionMajor !== 1) throw new BadRequest(505, "This server speaks HTTP/1.1.");
	if (codings.length > 1 || (codings[0] !== undefined && codings[0].toLowerCase() !== "chunked")) {
		throw new BadRequest(501, "The only transfer coding known here is chunked.");
	}
	// The two would mean different ends of the body.
	if (codings.length > 0 && lengths.length > 0) throw new BadRequest(400, "A body has a length or chunks, not both.");
	if (lengths.some((length) => !/^\d{1,15}$/.test(length))) throw new BadRequest(400, "Content-Length is not a length.");
	if (values("host").length !== 1 && versionMinor > 0) throw new BadRequest(400, "A request has exactly one Host.");
	const connection = values("connection").join(",").toLowerCase();
	return {
		method: HTTPParser.methods[method] ?? "",
		target: url,
		fields,
		chunksAllowed: versionMinor > 0,
		// After an upgrade that is not made, the parser has lost its place.
		keepAlive: !upgrade && (versionMinor > 0 ? !connection.includes("close") : connection.includes("keep-alive")),
		hasBody: codings.length > 0 || lengths.some((length) => Number(length) > 0),
		expectsContinue: values("expect").some((value) => value.toLowerCase() === "100-continue"),
	};
}
