/** One WebSocket of a previewed page: speaks with the page through a port, and with the guest's server through a connection. */
import type { GuestConnection, GuestPorts } from "#emulator/machine.ts";
import type { FromSocket, ToSocket } from "#preview/protocol.ts";
import { encodeFrame, FrameReader, opcodes, ProtocolError } from "./frames.ts";
import { encodeHandshake, newKey, readHandshake } from "./handshake.ts";
import { closePayload, MessageReader } from "./messages.ts";

/** As much as a message may have. Browsers take more, and pages that send it are in trouble there as well. */
const LONGEST_MESSAGE_BYTES = 64 * 2 ** 20;
/** As much as may wait for the page to take it. */
const UNREAD_BYTES = 4 * 2 ** 20;
/** The server answers a closing in kind, and then hangs up. */
const CLOSE_WITHIN_MS = 3000;

export interface SocketRequest {
	readonly port: number;
	readonly path: string;
	readonly protocols: readonly string[];
	/** `Host`, `Origin`, `Cookie` and the like. */
	readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface SocketEvents {
	readonly onOpen?: (cookies: readonly string[]) => void;
}

/** Settles when the connection is over, and the page was told how. Aborting `signal` ends it as a lost connection does. */
export async function answerSocket(
	ports: Pick<GuestPorts, "connect">,
	request: SocketRequest,
	page: MessagePort,
	signal: AbortSignal,
	events: SocketEvents = {},
): Promise<void> {
	const tell = (message: FromSocket, transfer: Transferable[] = []) => page.postMessage(message, transfer);
	const stop = new AbortController();
	const handleAbort = () => stop.abort();
	signal.addEventListener("abort", handleAbort);
	if (signal.aborted) handleAbort();
	page.addEventListener("close", handleAbort);
	let open = false;
	// What the page says before the connection is there waits for it.
	const said: ToSocket[] = [];
	let hear = (message: ToSocket): void => void said.push(message);
	page.onmessage = ({ data }: MessageEvent<ToSocket>) => {
		// Before the opening a page can only change its mind.
		if (data.kind === "close" && !open) stop.abort();
		else hear(data);
	};
	let connection: GuestConnection | undefined;
	let closeTimer: ReturnType<typeof setTimeout> | undefined;
	let end: { code: number; reason: string; clean: boolean; failed: boolean } = {
		code: 1006,
		reason: "",
		clean: false,
		failed: true,
	};
	try {
		connection = await ports.connect(request.port, { signal: stop.signal });
		const { readable, writable } = connection;
		stop.signal.addEventListener("abort", () => connection?.close());
		if (stop.signal.aborted) connection.close();
		const writer = writable.getWriter();
		writer.closed.catch(() => {});
		const reader = readable.getReader();
		const key = newKey();
		await writer.write(encodeHandshake({ ...request, key }));
		const { protocol, cookies, rest } = await readHandshake(reader, { key, protocols: request.protocols });
		events.onOpen?.(cookies);
		open = true;
		tell({ kind: "open", protocol });

		let unreadBytes = 0;
		let wake = () => {};
		let closing = false;
		const write = (opcode: number, payload: Uint8Array) => writer.write(encodeFrame(opcode, payload)).catch(() => {});
		function close(code: number | undefined, reason: string): void {
			if (closing) return;
			closing = true;
			void write(opcodes.close, closePayload(code, reason));
			closeTimer = setTimeout(() => connection?.close(), CLOSE_WITHIN_MS);
		}
		/** Lets arrive what was written; the timer of `close` ends it otherwise. */
		async function untilHungUp(): Promise<void> {
			await writer.close();
			while (!(await reader.read()).done);
		}
		hear = (message) => {
			if (message.kind === "read") {
				unreadBytes -= message.bytes;
				wake();
			} else if (message.kind === "close") close(message.code, message.reason);
			else if (!closing) {
				const payload = message.kind === "text" ? new TextEncoder().encode(message.text) : message.bytes;
				const opcode = message.kind === "text" ? opcodes.text : opcodes.binary;
				void write(opcode, payload).then(() => tell({ kind: "sent", bytes: payload.byteLength }));
			}
		};
		for (const message of said) hear(message);

		const frames = new FrameReader(LONGEST_MESSAGE_BYTES);
		const messages = new MessageReader(LONGEST_MESSAGE_BYTES);
		try {
			for (let bytes: Uint8Array | undefined = rest; bytes !== undefined; bytes = (await reader.read()).value) {
				for (const frame of frames.read(bytes)) {
					const received = messages.add(frame);
					if (received?.kind === "ping" && !closing) void write(opcodes.pong, received.payload);
					if (received?.kind === "close") {
						const { code, reason } = received;
						end = { code, reason, clean: true, failed: false };
						close(code === 1005 ? undefined : code, "");
						await untilHungUp();
						return;
					}
					if (received?.kind === "text") tell({ kind: "text", text: received.text });
					if (received?.kind === "bytes") tell({ kind: "bytes", bytes: received.bytes }, [received.bytes.buffer as ArrayBuffer]);
					if (received?.kind === "text" || received?.kind === "bytes")
						unreadBytes += received.kind === "text" ? received.text.length : received.sizeBytes;
				}
				while (unreadBytes > UNREAD_BYTES && !stop.signal.aborted) {
					await new Promise<void>((resolve) => {
						wake = resolve;
						stop.signal.addEventListener("abort", () => resolve(), { once: true });
					});
				}
			}
		} catch (thrown) {
			if (!(thrown instanceof ProtocolError)) throw thrown;
			close(thrown.code, "");
			end = { code: thrown.code, reason: "", clean: false, failed: true };
			await untilHungUp();
		}
	} catch {
		// Refused, not a WebSocket server, broken off: a page is told no more than that, as by any browser.
	} finally {
		clearTimeout(closeTimer);
		signal.removeEventListener("abort", handleAbort);
		page.removeEventListener("close", handleAbort);
		page.onmessage = null;
		tell({ kind: "closed", ...end });
		connection?.close();
	}
}
