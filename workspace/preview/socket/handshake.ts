/** The opening of a WebSocket connection (RFC 6455, section 4), on the client's side. */

/** What every server appends to the key that it confirms. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const LONGEST_HEAD = 64 * 1024;

export interface HandshakeRequest {
	readonly path: string;
	readonly protocols: readonly string[];
	/** In order; without those of the handshake itself. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** 16 random bytes in base64. */
	readonly key: string;
}

export function newKey(): string {
	return base64(crypto.getRandomValues(new Uint8Array(16)));
}

/** @throws TypeError when a part would break out of its line */
export function encodeHandshake({ path, protocols, headers, key }: HandshakeRequest): Uint8Array {
	const lines = [`GET ${path} HTTP/1.1`];
	for (const [name, value] of headers) lines.push(`${name}: ${value}`);
	lines.push("Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Key: ${key}`, "Sec-WebSocket-Version: 13");
	if (protocols.length > 0) lines.push(`Sec-WebSocket-Protocol: ${protocols.join(", ")}`);
	if (lines.some((line) => /[\r\n\0]/.test(line)) || /[\s\x7f-\uffff]/.test(path))
		throw new TypeError("the handshake cannot be sent");
	return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}

export interface Handshake {
	readonly protocol: string;
	/** The `Set-Cookie` headers. */
	readonly cookies: readonly string[];
	/** What came behind the head: the first frames. */
	readonly rest: Uint8Array;
}

/**
 * Reads the server's answer.
 * @throws Error when it is not the confirmation that was asked for
 */
export async function readHandshake(
	reader: ReadableStreamDefaultReader<Uint8Array>,
	{ key, protocols }: Pick<HandshakeRequest, "key" | "protocols">,
): Promise<Handshake> {
	let held = new Uint8Array();
	let end = -1;
	while (end < 0) {
		const { done, value } = await reader.read();
		if (done) throw new Error("the connection ended during the handshake");
		const both = new Uint8Array(held.length + value.length);
		both.set(held);
		both.set(value, held.length);
		held = both;
		end = headEnd(held);
		if (end < 0 && held.length > LONGEST_HEAD) throw new Error("the answer to the handshake is too long");
	}
	const [status = "", ...lines] = new TextDecoder("latin1").decode(held.subarray(0, end)).split("\r\n");
	const fields = lines.map((line) => {
		const at = line.indexOf(":");
		return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
	});
	const field = (name: string) => fields.find(([known]) => known === name)?.[1] ?? "";
	if (!/^HTTP\/1\.1 101\b/.test(status)) throw new Error(`the server answered "${status.slice(0, 80)}"`);
	const protocol = field("sec-websocket-protocol");
	const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(key + GUID));
	if (field("upgrade").toLowerCase() !== "websocket" || !/\bupgrade\b/i.test(field("connection")))
		throw new Error("the server did not upgrade");
	if (field("sec-websocket-accept") !== base64(new Uint8Array(digest))) throw new Error("the server confirmed something else");
	if (field("sec-websocket-extensions") !== "") throw new Error("the server uses an extension that was not offered");
	if (protocol !== "" && !protocols.includes(protocol))
		throw new Error(`the server chose the protocol "${protocol}", which was not offered`);
	const cookies = fields.filter(([name]) => name === "set-cookie").map(([, value]) => value);
	return { protocol, cookies, rest: held.subarray(end + 4) };
}

function headEnd(bytes: Uint8Array): number {
	for (let at = 0; at + 3 < bytes.length; at += 1) {
		if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
	}
	return -1;
}

function base64(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes));
}
