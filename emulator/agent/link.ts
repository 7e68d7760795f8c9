/**
 * This side's end of the agent wire: finds out when the agent is there, and carries streams to it. Knows nothing of what the streams
 * are for. The agent is part of the guest and not trusted: whatever it sends costs bounded memory.
 */
import { MachineError } from "../errors.ts";
import { createDeferred, type Deferred } from "../flow/deferred.ts";
import { decodeFields, encodeFields, type Field, fieldValue } from "./fields.ts";
import { decodeU32, encodeFrame, encodeTerminalSize, encodeU32, type Frame, FrameDecoder } from "./frames.ts";
import { readHello, toHex } from "./hello.ts";
import { AgentStream, type EndRecord } from "./stream.ts";
import { FrameType, MAX_DATA_BYTES, MAX_OPEN_BYTES, type OpenKind, WIRE_VERSION } from "./wire.ts";

/** A reset may fall into the middle of a frame the guest was reading when it was saved, or come before its agent reads. */
const resetEveryMs = 250;

export interface LinkOptions {
	/** Takes bytes to the agent port. */
	readonly send: (bytes: Uint8Array) => void;
	/** The agent was killed and started again. Every stream has failed; `connect("reset")` is what to do next. */
	readonly onAgentRestarted: () => void;
}

interface Connecting {
	readonly mode: "hello" | "reset";
	readonly nonce: Uint8Array;
	readonly connected: Deferred<void>;
}

export class AgentLink {
	readonly #options: LinkOptions;
	readonly #decoder = new FrameDecoder(MAX_DATA_BYTES, (frame) => this.#handleFrame(frame));
	readonly #streams = new Map<number, AgentStream>();
	#lastStream = 0;
	/** Why no stream can be opened; undefined when connected. */
	#unavailable: { readonly error: unknown } | undefined = { error: restarting() };
	#connecting: Connecting | undefined;

	constructor(options: LinkOptions) {
		this.#options = options;
	}

	/** Bytes from the agent port. */
	receive(bytes: Uint8Array): void {
		this.#decoder.push(bytes);
	}

	/**
	 * Settles when streams can be opened. `hello` sends nothing and waits until a new agent speaks (the kernel boots); `reset` asks an agent
	 * that runs already, and again until it answers. Rejects with the reason of `signal`, and with BundleMismatchError.
	 */
	async connect(mode: "hello" | "reset", signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		const connecting = { mode, nonce: crypto.getRandomValues(new Uint8Array(8)), connected: createDeferred<void>() };
		this.#unavailable = { error: restarting() };
		this.#connecting = connecting;
		const handleAbort = () => connecting.connected.reject(signal.reason);
		signal.addEventListener("abort", handleAbort, { once: true });
		if (mode === "reset") this.#sendReset(connecting);
		const retry = mode === "reset" ? setInterval(() => this.#sendReset(connecting), resetEveryMs) : undefined;
		try {
			await connecting.connected.promise;
		} finally {
			clearInterval(retry);
			signal.removeEventListener("abort", handleAbort);
			if (this.#connecting === connecting) this.#connecting = undefined;
		}
	}

	/**
	 * Opens a stream; see OpenKind in wire.ts for the fields.
	 * @throws what `disconnect` was given, RangeError for fields too long for a frame, TypeError for fields with NUL.
	 */
	open(kind: OpenKind, fields: readonly Field[]): AgentStream {
		if (this.#unavailable !== undefined) throw this.#unavailable.error;
		const payload = encodeFields([["kind", kind], ...fields]);
		if (payload.length > MAX_OPEN_BYTES) {
			throw new RangeError(
				`the command line and environment take ${payload.length} bytes, more than the ${MAX_OPEN_BYTES} there is room for`,
			);
		}
		const number = ++this.#lastStream;
		const stream = new AgentStream({
			data: (bytes) => this.#send(FrameType.data, 0, number, bytes),
			credit: (channel, bytes) => this.#send(FrameType.credit, channel, number, encodeU32(bytes)),
			close: () => this.#send(FrameType.close, 0, number),
			resize: (columns, rows) => this.#send(FrameType.resize, 0, number, encodeTerminalSize(columns, rows)),
			signal: (signal) => this.#send(FrameType.signal, 0, number, Uint8Array.of(signal)),
			cancel: () => this.#send(FrameType.cancel, 0, number),
			forget: () => this.#streams.delete(number),
		});
		this.#streams.set(number, stream);
		this.#send(FrameType.open, 0, number, payload);
		return stream;
	}

	/** Fails every stream with `error`. Until the next `connect` none can be opened. */
	disconnect(error: unknown): void {
		this.#unavailable = { error };
		for (const stream of [...this.#streams.values()]) stream.fail(error);
	}

	#send(type: number, channel: number, stream: number, payload?: Uint8Array): void {
		this.#options.send(encodeFrame(type, channel, stream, payload));
	}

	#sendReset(connecting: Connecting): void {
		// Ends what the agent may have half of.
		this.#options.send(Uint8Array.of(0));
		this.#send(FrameType.reset, 0, 0, connecting.nonce);
	}

	#handleFrame(frame: Frame): void {
		if (frame.stream === 0) {
			if (frame.type === FrameType.hello) this.#handleHello(frame.payload);
			return;
		}
		// Frames that were under way when their stream failed find none.
		const stream = this.#streams.get(frame.stream);
		if (stream === undefined) return;
		if (frame.type === FrameType.agentData) {
			const kept = stream.receiveData(frame.channel, frame.payload);
			if (!kept) stream.abandon(new MachineError("AgentLostError", "The agent in the machine sent more than it was allowed to."));
		} else if (frame.type === FrameType.agentCredit) stream.receiveCredit(decodeU32(frame.payload));
		else if (frame.type === FrameType.agentClose) stream.receiveClose(frame.channel);
		else if (frame.type === FrameType.started) stream.receiveStarted();
		else if (frame.type === FrameType.end) stream.receiveEnd(readEnd(frame.payload));
	}

	#handleHello(payload: Uint8Array): void {
		const { version, nonce } = readHello(payload);
		const connecting = this.#connecting;
		if (connecting === undefined) {
			// A late answer to a repeated reset has a nonce; a new agent has none.
			if (nonce === "" && this.#unavailable === undefined) this.#handleRestart();
		} else if (version !== String(WIRE_VERSION)) {
			connecting.connected.reject(otherVersion(version));
		} else if (connecting.mode === "reset" && nonce === "") {
			this.#sendReset(connecting);
		} else if (connecting.mode === "hello" ? nonce === "" : nonce === toHex(connecting.nonce)) {
			this.#unavailable = undefined;
			this.#connecting = undefined;
			connecting.connected.resolve();
		}
	}

	#handleRestart(): void {
		this.disconnect(
			new MachineError("AgentLostError", "The agent in the machine ended. Whether the command took effect is not known."),
		);
		this.#options.onAgentRestarted();
	}
}

function otherVersion(version: string): MachineError {
	return new MachineError(
		"BundleMismatchError",
		`The guest's agent speaks version "${version}" of its protocol and this page speaks ${WIRE_VERSION}. Build the machine bundle again.`,
		{ detail: version },
	);
}

function restarting(): MachineError {
	return new MachineError("AgentLostError", "The agent in the machine is being restarted.");
}

function readEnd(payload: Uint8Array): EndRecord {
	const fields = decodeFields(payload);
	const errno = fieldValue(fields, "errno");
	if (errno !== undefined) return { errno, message: fieldValue(fields, "message") ?? "" };
	const code = Number(fieldValue(fields, "code"));
	// An agent that says neither is broken; a code no program has says so without inventing a success.
	return Number.isInteger(code) ? { code } : { errno: "EPROTO", message: "the agent ended the stream without a result" };
}
