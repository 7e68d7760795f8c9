/**
 * Reads one HTTP/1.1 response out of a byte stream, with the parser of http-parser-js: chunked, sized and unsized bodies, interim
 * answers, and answers without a body.
 */
import { HTTPParser } from "http-parser-js";
import { toPairs, toParserInput } from "./parser-input.ts";

export interface ResponseHead {
	readonly status: number;
	/** By lower-case name; repeated ones are joined by a comma. */
	readonly headers: ReadonlyMap<string, string>;
	/** As they came, in order, repeated ones each by itself. */
	readonly fields: readonly (readonly [name: string, value: string])[];
}

export class HttpResponseReader {
	readonly #source: ReadableStreamDefaultReader<Uint8Array>;
	readonly #parser = new HTTPParser(HTTPParser.RESPONSE);
	readonly #body: Uint8Array[] = [];
	#head: ResponseHead | undefined;
	#complete = false;
	#ended = false;

	/** `method` matters because the answer to HEAD has no body whatever its headers say. */
	constructor(source: ReadableStream<Uint8Array>, method: string) {
		this.#source = source.getReader();
		this.#parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers }) => {
			if (statusCode >= 200) {
				const fields = toPairs(headers);
				this.#head = { status: statusCode, headers: toMap(fields), fields };
			}
			// The parser believes a length in the headers of such answers too.
			return method === "HEAD" || statusCode === 204 || statusCode === 304 ? 1 : 0;
		};
		this.#parser[HTTPParser.kOnBody] = (piece) => {
			if (!this.#complete) this.#body.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.length));
		};
		this.#parser[HTTPParser.kOnMessageComplete] = () => {
			// An interim answer (1xx) is a message of its own to the parser.
			if (this.#head !== undefined) this.#complete = true;
		};
	}

	/** @throws Error when the stream is not HTTP, or ends before the headers do. */
	async head(): Promise<ResponseHead> {
		while (this.#head === undefined) await this.#advance();
		return this.#head;
	}

	/** The next piece of the body, undefined at its end. @throws Error when the stream ends before the body does. */
	async read(): Promise<Uint8Array | undefined> {
		while (this.#body.length === 0 && !this.#complete) await this.#advance();
		return this.#body.shift();
	}

	/** Settles when the server has closed the connection, after a complete answer. Rejects when it goes on instead. */
	async untilEnd(): Promise<void> {
		while (!this.#ended) {
			const { done, value } = await this.#source.read();
			if (!done && value.length > 0) throw new Error("there is more than one answer");
			this.#ended = done;
		}
	}

	async #advance(): Promise<void> {
		const { done, value } = await this.#source.read();
		this.#ended = done;
		const result = done ? this.#parser.finish() : this.#parser.execute(toParserInput(value));
		if (result instanceof Error) throw result;
		if (done && !this.#complete) throw new Error("the connection ended in the middle of the answer");
	}
}

function toMap(fields: readonly (readonly [string, string])[]): Map<string, string> {
	const headers = new Map<string, string>();
	for (const [field, value] of fields) {
		const name = field.toLowerCase();
		const before = headers.get(name);
		headers.set(name, before === undefined ? value : `${before}, ${value}`);
	}
	return headers;
}
