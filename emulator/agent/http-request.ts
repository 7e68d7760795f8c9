/** The bytes of one HTTP/1.1 request. */
import type { EngineRequest } from "../machine.ts";

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** @throws TypeError when a part would break out of its line. */
export function encodeHttpRequest(request: EngineRequest): Uint8Array {
	const { method = "GET", path, headers = {} } = request;
	if (!token.test(method)) throw new TypeError(`"${method}" is not a request method`);
	if (!/^\/[\x21-\x7e]*$/.test(path))
		throw new TypeError(`"${path}" is not a request path: start it with "/" and percent-encode it`);
	const body = typeof request.body === "string" ? new TextEncoder().encode(request.body) : (request.body ?? new Uint8Array());
	const lines = [`${method} ${path} HTTP/1.1`, "Host: docker", "Connection: close"];
	for (const [name, value] of Object.entries(headers)) {
		if (!token.test(name) || /[\r\n\0]/.test(value)) throw new TypeError(`the header "${name}" cannot be sent`);
		lines.push(`${name}: ${value}`);
	}
	if (request.body !== undefined || method === "POST" || method === "PUT") lines.push(`Content-Length: ${body.length}`);
	const head = new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
	const whole = new Uint8Array(head.length + body.length);
	whole.set(head);
	whole.set(body, head.length);
	return whole;
}
