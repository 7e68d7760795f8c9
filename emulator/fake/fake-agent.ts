/** The agent of the fake guest: speaks the same wire as the real one, frame by frame, with the same credits. */
import { decodeFields, encodeFields, type Field, fieldValue } from "../agent/fields.ts";
import { decodeU32, encodeFrame, type Frame, FrameDecoder } from "../agent/frames.ts";
import { toHex } from "../agent/hello.ts";
import { FrameType, MAX_OPEN_BYTES, WIRE_VERSION } from "../agent/wire.ts";
import { FakeAgentStream } from "./agent-stream.ts";
import { Errno } from "./errno.ts";
import type { FakeGuest } from "./fake-guest.ts";
import { handlers } from "./requests.ts";

export class FakeAgent {
	readonly #guest: FakeGuest;
	readonly #send: (bytes: Uint8Array) => void;
	readonly #decoder = new FrameDecoder(MAX_OPEN_BYTES, (frame) => this.#handleFrame(frame));
	readonly #streams = new Map<number, FakeAgentStream>();

	constructor(guest: FakeGuest, send: (bytes: Uint8Array) => void) {
		this.#guest = guest;
		this.#send = send;
	}

	/** What an agent that just started says. */
	greet(nonce = ""): void {
		this.#send(Uint8Array.of(0));
		const fields = encodeFields([
			["version", String(WIRE_VERSION)],
			["nonce", nonce],
		]);
		this.#send(encodeFrame(FrameType.hello, 0, 0, fields));
	}

	receive(bytes: Uint8Array): void {
		this.#decoder.push(bytes);
	}

	/** Killed: no stream gets an answer. */
	stop(): void {
		for (const stream of this.#streams.values()) stream.silence();
		this.#streams.clear();
	}

	#handleFrame({ type, channel, stream: number, payload }: Frame): void {
		if (type === FrameType.reset) {
			this.stop();
			this.greet(toHex(payload));
			return;
		}
		if (type === FrameType.open) {
			this.#open(number, decodeFields(payload));
			return;
		}
		const stream = this.#streams.get(number);
		if (stream === undefined) return;
		if (type === FrameType.data) stream.receiveData(payload);
		else if (type === FrameType.close) stream.receiveClose();
		else if (type === FrameType.credit) stream.addCredit(channel, decodeU32(payload));
		else if (type === FrameType.cancel) stream.cancel();
		else if (type === FrameType.signal) stream.onSignal(payload[0] ?? 0);
		else if (type === FrameType.resize) {
			const size = new DataView(payload.buffer, payload.byteOffset);
			stream.onResize(size.getUint16(0, true), size.getUint16(2, true));
		}
	}

	#open(number: number, fields: readonly Field[]): void {
		const stream = new FakeAgentStream((type, channel, payload) => {
			this.#guest.work += 100 + (payload?.length ?? 0);
			this.#send(encodeFrame(type, channel, number, payload));
		});
		this.#streams.set(number, stream);
		this.#serve(stream, fields)
			.then((code) => stream.end([["code", String(code)]]))
			.catch((thrown: unknown) => {
				const errno = thrown instanceof Errno ? thrown.errno : "EIO";
				const message = thrown instanceof Error ? thrown.message : String(thrown);
				stream.end([
					["errno", errno],
					["message", message],
				]);
			})
			.finally(() => this.#streams.delete(number));
	}

	async #serve(stream: FakeAgentStream, fields: readonly Field[]): Promise<number> {
		const handler = handlers.get(fieldValue(fields, "kind") ?? "");
		if (handler === undefined) throw new Errno("EINVAL");
		return handler(this.#guest, stream, fields);
	}
}
