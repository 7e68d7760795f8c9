import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeFields } from "./fields.ts";
import { encodeFrame, encodeU32, type Frame, FrameDecoder } from "./frames.ts";
import { toHex } from "./hello.ts";
import { AgentLink } from "./link.ts";
import { FrameType, INITIAL_CREDIT_BYTES, MAX_DATA_BYTES } from "./wire.ts";

const signal = new AbortController().signal;

/** The link, and by hand what the agent at the other end says. */
function setUp() {
	const sent: Frame[] = [];
	const fromLink = new FrameDecoder(65536, (frame) => sent.push(frame));
	const restarted = vi.fn();
	const link = new AgentLink({ send: (bytes) => fromLink.push(bytes), onAgentRestarted: restarted });
	const say = (type: number, stream: number, payload?: Uint8Array, channel = 0) =>
		link.receive(encodeFrame(type, channel, stream, payload));
	const hello = (nonce = "", version = "1") =>
		say(
			FrameType.hello,
			0,
			encodeFields([
				["version", version],
				["nonce", nonce],
			]),
		);
	const connected = async () => {
		const connecting = link.connect("hello", signal);
		hello();
		await connecting;
	};
	return { link, sent, restarted, say, hello, connected };
}

describe("the link to the agent", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it("sends nothing to a booting guest before its agent has spoken", async () => {
		const { link, sent, hello } = setUp();
		const connecting = link.connect("hello", signal);
		await vi.advanceTimersByTimeAsync(5000);
		expect(sent).toEqual([]);
		hello();
		await connecting;
	});

	it("repeats the reset until the restored agent answers with the same nonce", async () => {
		const { link, sent, hello } = setUp();
		let connected = false;
		const connecting = link.connect("reset", signal).then(() => {
			connected = true;
		});
		await vi.advanceTimersByTimeAsync(600);
		expect(sent.map((frame) => frame.type)).toEqual([FrameType.reset, FrameType.reset, FrameType.reset]);
		hello("00000000000000ff");
		await vi.advanceTimersByTimeAsync(0);
		expect(connected).toBe(false);
		hello(toHex(sent[0]?.payload ?? new Uint8Array()));
		await connecting;
		await vi.advanceTimersByTimeAsync(1000);
		expect(sent).toHaveLength(3);
	});

	it("asks a new agent again at once when the old one died during the reset", async () => {
		const { link, sent, hello } = setUp();
		const connecting = link.connect("reset", signal);
		hello();
		expect(sent).toHaveLength(2);
		hello(toHex(sent[1]?.payload ?? new Uint8Array()));
		await connecting;
	});

	it("stops waiting when it is told to", async () => {
		const { link } = setUp();
		const controller = new AbortController();
		const connecting = link.connect("reset", controller.signal);
		controller.abort(new Error("enough"));
		await expect(connecting).rejects.toThrow("enough");
		expect(vi.getTimerCount()).toBe(0);
	});

	it("refuses an agent of another version by name", async () => {
		const { link, hello } = setUp();
		const connecting = link.connect("hello", signal);
		hello("", "9");
		await expect(connecting).rejects.toMatchObject({ name: "BundleMismatchError", detail: "9" });
	});

	it("fails every open stream when an agent says hello unasked", async () => {
		const { link, hello, restarted, connected } = setUp();
		await connected();
		const stream = link.open("usage", []);
		const read = stream.output.getReader().read();
		hello();
		await expect(stream.end).rejects.toMatchObject({ name: "AgentLostError" });
		await expect(stream.answered).rejects.toMatchObject({ name: "AgentLostError" });
		await expect(read).rejects.toMatchObject({ name: "AgentLostError" });
		expect(restarted).toHaveBeenCalledOnce();
		expect(() => link.open("usage", [])).toThrow("agent in the machine ended");
	});

	it("takes the late answer to a repeated reset for what it is", async () => {
		const { link, sent, hello, restarted } = setUp();
		const connecting = link.connect("reset", signal);
		hello(toHex(sent[0]?.payload ?? new Uint8Array()));
		await connecting;
		hello(toHex(sent[0]?.payload ?? new Uint8Array()));
		expect(restarted).not.toHaveBeenCalled();
	});

	it("hands over all output, then the end", async () => {
		const { link, say, connected } = setUp();
		await connected();
		const stream = link.open("exec", []);
		say(FrameType.started, 1);
		await expect(stream.answered).resolves.toBeUndefined();
		say(FrameType.agentData, 1, Uint8Array.of(1), 1);
		say(FrameType.agentData, 1, Uint8Array.of(2), 2);
		say(FrameType.end, 1, encodeFields([["code", "3"]]));
		await expect(stream.end).resolves.toEqual({ code: 3 });
		const output = stream.output.getReader();
		expect(await output.read()).toEqual({ done: false, value: Uint8Array.of(1) });
		expect((await output.read()).done).toBe(true);
		expect((await stream.errorOutput.getReader().read()).value).toEqual(Uint8Array.of(2));
	});

	it("gives credit back only as the reader reads", async () => {
		const { link, sent, say, connected } = setUp();
		await connected();
		const stream = link.open("exec", []);
		const pieces = INITIAL_CREDIT_BYTES / MAX_DATA_BYTES;
		for (let piece = 0; piece < pieces; piece++) say(FrameType.agentData, 1, new Uint8Array(MAX_DATA_BYTES), 1);
		const credits = () => sent.filter((frame) => frame.type === FrameType.credit);
		expect(credits()).toEqual([]);
		const output = stream.output.getReader();
		for (let bytes = 0; bytes < INITIAL_CREDIT_BYTES; ) bytes += (await output.read()).value?.length ?? 0;
		const given = credits().map((frame) => new DataView(frame.payload.buffer, frame.payload.byteOffset).getUint32(0, true));
		expect(given.reduce((sum, bytes) => sum + bytes, 0)).toBe(INITIAL_CREDIT_BYTES);
		expect(credits().every((frame) => frame.channel === 1)).toBe(true);
	});

	it("keeps a process running whose output nobody wants any more", async () => {
		const { link, sent, say, connected } = setUp();
		await connected();
		const stream = link.open("exec", []);
		await stream.output.cancel();
		for (let piece = 0; piece < 8; piece++) say(FrameType.agentData, 1, new Uint8Array(MAX_DATA_BYTES), 1);
		expect(sent.filter((frame) => frame.type === FrameType.credit)).toHaveLength(2);
	});

	it("drops a stream whose agent sends more than it has credit for", async () => {
		const { link, sent, say, connected } = setUp();
		await connected();
		const stream = link.open("exec", []);
		for (let piece = 0; piece < 9; piece++) say(FrameType.agentData, 1, new Uint8Array(MAX_DATA_BYTES), 1);
		await expect(stream.end).rejects.toThrow("more than it was allowed");
		expect(sent.at(-1)?.type).toBe(FrameType.cancel);
	});

	it("writes a large paste only as far as the agent has room", async () => {
		const { link, sent, say, connected } = setUp();
		await connected();
		const stream = link.open("exec", []);
		const writer = stream.input.getWriter();
		const written = writer.write(new Uint8Array(10_000_000));
		const sentBytes = () => sent.reduce((sum, frame) => sum + (frame.type === FrameType.data ? frame.payload.length : 0), 0);
		await vi.advanceTimersByTimeAsync(0);
		expect(sentBytes()).toBe(INITIAL_CREDIT_BYTES);
		say(FrameType.agentCredit, 1, encodeU32(1000));
		await vi.advanceTimersByTimeAsync(0);
		expect(sentBytes()).toBe(INITIAL_CREDIT_BYTES + 1000);
		expect(Math.max(...sent.filter((frame) => frame.type === FrameType.data).map((frame) => frame.payload.length))).toBe(
			MAX_DATA_BYTES,
		);
		say(FrameType.end, 1, encodeFields([["code", "0"]]));
		await written;
		expect(sentBytes()).toBe(INITIAL_CREDIT_BYTES + 1000);
	});

	it("lets go of a paste that waits for room when its writer gives up", async () => {
		const { link, sent, connected } = setUp();
		await connected();
		const writer = link.open("exec", []).input.getWriter();
		writer.write(new Uint8Array(100_000)).catch(() => {});
		writer.closed.catch(() => {});
		await vi.advanceTimersByTimeAsync(0);
		await writer.abort(new Error("enough"));
		expect(sent.at(-1)?.type).toBe(FrameType.close);
	});

	it("refuses an open that is longer than the agent takes", async () => {
		const { link, connected } = setUp();
		await connected();
		expect(() => link.open("exec", [["arg", "x".repeat(70_000)]])).toThrow(RangeError);
		expect(() => link.open("read", [["path", "/a\0b"]])).toThrow(TypeError);
	});
});
