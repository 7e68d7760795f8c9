/** The bytes of HTTP/1.1 requests. */

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export interface RequestHead {
	/** Default GET. */
	readonly method?: string | undefined;
	/** With query. */
	readonly path: string;
	readonly headers: Iterable<readonly [name: string, value: string]>;
	/** Length of the body; `chunked` when that is not known beforehand, undefined without a body. */
	readonly body: number | "chunked" | undefined;
	/** Value of `Host` unless `headers` has one. */
	readonly host: string;
}

/** Asks for an answer that ends with its connection. @throws TypeError when a part would break out of its line. */
export function encodeRequestHead({ method = "GET", path, headers, body, host }: RequestHead): Uint8Array {
	if (!token.test(method)) throw new TypeError(`"${method}" is not a request method`);
	if (!/^\/[\x21-\x7e]*$/.test(path))
		throw new TypeError(`"${path}" is not a request path: start it with "/" and percent-encode it`);
	const fields = [...headers];
	for (const [name, value] of fields) {
		if (!token.test(name) || /[\r\n\0]/.test(value)) throw new TypeError(`the header "${name}" cannot be sent`);
	}
	const given = new Set(fields.map(([name]) => name.toLowerCase()));
	const lines = [`${method} ${path} HTTP/1.1`];
	if (!given.has("host")) lines.push(`Host: ${host}`);
	lines.push("Connection: close");
	for (const [name, value] of fields) lines.push(`${name}: ${value}`);
	if (body === "chunked") lines.push("Transfer-Encoding: chunked");
	else if (!given.has("content-length") && (body !== undefined || method === "POST" || method === "PUT")) {
		lines.push(`Content-Length: ${body ?? 0}`);
	}
	return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}
