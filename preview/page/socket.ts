/** `WebSocket` of a previewed page, for its own host; to other hosts it is the browser's. */
import type { Ask, FromSocket, ToSocket } from "../protocol.ts";

export function connectSockets(ask: (question: Ask, ports: MessagePort[]) => void): void {
	const Native = window.WebSocket;

	function PreviewOrNative(url: string | URL, protocols: string | string[] = []): EventTarget {
		if (!new.target) throw new TypeError("WebSocket needs new");
		const target = socketUrl(url);
		return target.host === location.host ? new PreviewSocket(target, [protocols].flat(), ask) : new Native(url, protocols);
	}
	PreviewOrNative.prototype = PreviewSocket.prototype;
	Object.assign(PreviewOrNative, states);
	Object.defineProperty(PreviewOrNative, "name", { value: "WebSocket" });
	Object.defineProperty(PreviewOrNative, Symbol.hasInstance, {
		value: (thing: unknown) => thing instanceof PreviewSocket || thing instanceof Native,
	});
	window.WebSocket = PreviewOrNative as unknown as typeof WebSocket;
}

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** @throws SyntaxError as the browser's own does */
function socketUrl(given: string | URL): URL {
	let url: URL;
	try {
		url = new URL(given, document.baseURI);
	} catch {
		throw new DOMException(`The URL '${given}' is invalid.`, "SyntaxError");
	}
	url.protocol = url.protocol.replace(/^http/, "ws");
	if (!/^wss?:$/.test(url.protocol))
		throw new DOMException(`The URL's scheme must be 'ws' or 'wss', not '${url.protocol}'.`, "SyntaxError");
	if (url.hash !== "" || url.href.endsWith("#")) throw new DOMException("The URL must not have a fragment.", "SyntaxError");
	return url;
}

type Handler = ((event: Event) => void) | null;

class PreviewSocket extends EventTarget {
	readonly CONNECTING = states.CONNECTING;
	readonly OPEN = states.OPEN;
	readonly CLOSING = states.CLOSING;
	readonly CLOSED = states.CLOSED;
	readonly url: string;
	readonly extensions = "";
	protocol = "";
	readyState: 0 | 1 | 2 | 3 = states.CONNECTING;
	binaryType: BinaryType = "blob";
	bufferedAmount = 0;
	readonly #port: MessagePort;
	readonly #handlers = new Map<string, Handler>();
	/** Blobs are read asynchronously, and what is sent after one must not overtake it. */
	#sending: Promise<void> | undefined;

	constructor(url: URL, protocols: readonly string[], ask: (question: Ask, ports: MessagePort[]) => void) {
		super();
		const wrong = protocols.find((protocol, index) => !token.test(protocol) || protocols.indexOf(protocol) !== index);
		if (wrong !== undefined) throw new DOMException(`The subprotocol '${wrong}' is invalid or given twice.`, "SyntaxError");
		this.url = url.href;
		const { port1, port2 } = new MessageChannel();
		this.#port = port1;
		port1.onmessage = ({ data }: MessageEvent<FromSocket>) => this.#receive(data);
		port1.addEventListener("close", () => this.#end(1006, "", false, true));
		ask({ kind: "socket", path: url.pathname + url.search, protocols: protocols.map(String) }, [port2]);
	}

	get onopen(): Handler {
		return this.#handlers.get("open") ?? null;
	}
	set onopen(handler: Handler) {
		this.#handle("open", handler);
	}
	get onmessage(): Handler {
		return this.#handlers.get("message") ?? null;
	}
	set onmessage(handler: Handler) {
		this.#handle("message", handler);
	}
	get onerror(): Handler {
		return this.#handlers.get("error") ?? null;
	}
	set onerror(handler: Handler) {
		this.#handle("error", handler);
	}
	get onclose(): Handler {
		return this.#handlers.get("close") ?? null;
	}
	set onclose(handler: Handler) {
		this.#handle("close", handler);
	}

	send(data: string | ArrayBufferLike | ArrayBufferView | Blob): void {
		if (this.readyState === states.CONNECTING) throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
		const message = messageOf(data);
		this.bufferedAmount += message.byteLength;
		if (this.readyState !== states.OPEN) return;
		if (this.#sending || "blob" in message) {
			const after = this.#sending ?? Promise.resolve();
			const done = after.then(async () => this.#post(await toPost(message)));
			this.#sending = done;
			void done.then(() => {
				if (this.#sending === done) this.#sending = undefined;
			});
		} else this.#post(message.post);
	}

	close(code?: number, reason = ""): void {
		if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
			throw new DOMException(`The code must be 1000 or between 3000 and 4999, not ${code}.`, "InvalidAccessError");
		}
		if (new TextEncoder().encode(reason).byteLength > 123) throw new DOMException("The reason is too long.", "SyntaxError");
		if (this.readyState >= states.CLOSING) return;
		this.readyState = states.CLOSING;
		const post = () => this.#post({ kind: "close", ...(code !== undefined && { code }), reason: String(reason) });
		if (this.#sending !== undefined) void this.#sending.then(post);
		else post();
	}

	#post(message: ToSocket): void {
		this.#port.postMessage(message);
	}

	#handle(type: string, handler: Handler): void {
		const before = this.#handlers.get(type);
		if (before) this.removeEventListener(type, before);
		const next = typeof handler === "function" ? handler : null;
		this.#handlers.set(type, next);
		if (next) this.addEventListener(type, next);
	}

	#receive(message: FromSocket): void {
		switch (message.kind) {
			case "open":
				if (this.readyState !== states.CONNECTING) return;
				this.readyState = states.OPEN;
				this.protocol = message.protocol;
				this.dispatchEvent(new Event("open"));
				break;
			case "text":
				this.#deliver(message.text, message.text.length);
				break;
			case "bytes":
				this.#deliver(
					this.binaryType === "arraybuffer" ? exactBuffer(message.bytes) : new Blob([exactBuffer(message.bytes)]),
					message.bytes.byteLength,
				);
				break;
			case "sent":
				this.bufferedAmount -= message.bytes;
				break;
			case "closed":
				this.#end(message.code, message.reason, message.clean, message.failed);
				break;
		}
	}

	#deliver(data: string | ArrayBuffer | Blob, sizeBytes: number): void {
		if (this.readyState === states.OPEN)
			this.dispatchEvent(new MessageEvent("message", { data, origin: new URL(this.url).origin }));
		this.#post({ kind: "read", bytes: sizeBytes });
	}

	#end(code: number, reason: string, wasClean: boolean, failed: boolean): void {
		if (this.readyState === states.CLOSED) return;
		this.readyState = states.CLOSED;
		this.#port.close();
		if (failed) this.dispatchEvent(new Event("error"));
		this.dispatchEvent(new CloseEvent("close", { code, reason, wasClean }));
	}
}
Object.assign(PreviewSocket.prototype, states);

type Message = { readonly byteLength: number } & ({ readonly post: ToSocket } | { readonly blob: Blob });

function messageOf(data: string | ArrayBufferLike | ArrayBufferView | Blob): Message {
	if (data instanceof Blob) return { blob: data, byteLength: data.size };
	if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
		const view = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
		const bytes = view.slice();
		return { post: { kind: "bytes", bytes }, byteLength: bytes.byteLength };
	}
	const text = String(data);
	return { post: { kind: "text", text }, byteLength: new TextEncoder().encode(text).byteLength };
}

async function toPost(message: Message): Promise<ToSocket> {
	return "post" in message ? message.post : { kind: "bytes", bytes: new Uint8Array(await message.blob.arrayBuffer()) };
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
	return bytes.slice().buffer as ArrayBuffer;
}
