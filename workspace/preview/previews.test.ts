import { afterEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import type { GuestPorts, PortRequest, PortResponse } from "#emulator/machine.ts";
import { receiveBytes, sendBytes } from "#preview/byte-pipe.ts";
import type { AnswerHead, Ask } from "#preview/protocol.ts";
import { parseFromBridge } from "./ask.ts";
import type { OpenBridge } from "./bridge-frame.ts";
import { createPreviews } from "./previews.ts";

const encoder = new TextEncoder();

afterEach(() => void vi.unstubAllGlobals());

function answerOf(status: number, headers: Record<string, string>, body = ""): PortResponse {
	return { status, headers: new Headers(headers), body: new Blob([body]).stream() };
}

function headerOf(request: PortRequest | undefined, name: string): string | undefined {
	return [...(request?.headers ?? [])].find(([found]) => found.toLowerCase() === name)?.[1];
}

/** Previews whose guest is a function and whose bridge is the test. The page's own way with the DOM is left to the browser's tests. */
function previewsWith(serve: (request: PortRequest) => Promise<PortResponse>) {
	const bridges: { origin: string; ask: (ask: Ask, ports: readonly MessagePort[]) => void; removed: boolean }[] = [];
	const openBridge: OpenBridge = (origin, onAsk) => {
		const bridge = { origin, ask: onAsk, removed: false };
		bridges.push(bridge);
		return {
			ready: Promise.resolve(),
			remove() {
				bridge.removed = true;
			},
		};
	};
	const requests: PortRequest[] = [];
	const ports: GuestPorts = {
		async connect() {
			throw new MachineError("PortUnavailableError", "refused", { detail: "refused" });
		},
		request(request) {
			requests.push(request);
			return serve(request);
		},
	};
	vi.stubGlobal("navigator", { userAgent: "the test", languages: ["en"] });
	vi.stubGlobal("document", { head: { querySelector: () => ({}) } });
	const previews = createPreviews({
		ports: () => ports,
		published: () => [{ hostPort: 8080, containerPort: 80, container: "web", image: "nginx" }],
		site: () => new URL("http://slipway.localhost:3000/sandbox"),
		openBridge,
	});

	/** Asks as the service worker does. */
	async function ask(change: Partial<Extract<Ask, { kind: "request" }>> = {}, body?: string) {
		const { port1, port2 } = new MessageChannel();
		const upload = new MessageChannel();
		const request: Ask = {
			kind: "request",
			method: "GET",
			path: "/",
			headers: [],
			referrer: "",
			navigation: true,
			credentials: true,
			bodyBytes: body === undefined ? null : encoder.encode(body).length,
			...change,
		};
		if (body !== undefined) void sendBytes(new Blob([body]).stream(), upload.port1);
		const told: unknown[] = [];
		const head = new Promise<{ head: AnswerHead; body: MessagePort | undefined }>((resolve) => {
			port1.onmessage = ({ data, ports }: MessageEvent) => {
				told.push(data);
				if (data !== "heard") resolve({ head: data, body: ports[0] });
			};
		});
		bridges.at(-1)?.ask(request, body === undefined ? [port2] : [port2, upload.port2]);
		const answer = await head;
		const text = answer.body ? await new Response(receiveBytes(answer.body)).text() : "";
		port1.close();
		return { ...answer.head, text, heardFirst: told[0] === "heard" };
	}
	return { previews, bridges, requests, ask };
}

describe("a preview's answers", () => {
	it("come from the guest's port, with the preview's own name as host, and are heard of at once", async () => {
		const { previews, requests, ask, bridges } = previewsWith(async () =>
			answerOf(200, { "Content-Type": "text/plain" }, "hello"),
		);
		await previews.open(8080);
		const origin = previews.originOf(8080);
		expect(bridges[0]?.origin).toBe(origin);
		expect(await ask({ path: "/a?b" })).toMatchObject({ status: 200, text: "hello", heardFirst: true });
		expect(requests[0]).toMatchObject({ port: 8080, method: "GET", path: "/a?b" });
		expect(headerOf(requests[0], "host")).toBe(new URL(origin ?? "").host);
		expect(previews.store.getState().log).toMatchObject([{ port: 8080, method: "GET", path: "/a?b", status: 200 }]);
		await expect.poll(() => previews.store.getState().log[0]).toMatchObject({ state: "done", bytes: 5 });
		previews.dispose();
	});

	it("get a page's body with its length", async () => {
		const { previews, requests, ask } = previewsWith(async ({ body }) =>
			answerOf(200, {}, await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text()),
		);
		await previews.open(8080);
		expect((await ask({ method: "POST", navigation: false }, "grüße")).text).toBe("grüße");
		expect(headerOf(requests[0], "content-length")).toBe("7");
		previews.dispose();
	});

	it("have our script in pages only, and unpack what was compressed unasked", async () => {
		const packed = new Blob(["<!doctype html><p>x"]).stream().pipeThrough(new CompressionStream("gzip"));
		const answers = [
			answerOf(200, { "Content-Type": "text/html" }, "<!doctype html><p>x"),
			answerOf(200, { "Content-Type": "text/html" }, "<p>part"),
			{
				status: 200,
				headers: new Headers({ "Content-Type": "text/html", "Content-Encoding": "gzip" }),
				body: packed as ReadableStream<Uint8Array>,
			},
		];
		const { previews, ask } = previewsWith(async () => answers.shift() as PortResponse);
		await previews.open(8080);
		expect((await ask()).text).toMatch(/^<!doctype html><script src="\/\.slipway\/page\.js"[^>]*><\/script><p>x$/);
		expect((await ask({ navigation: false })).text).toBe("<p>part");
		expect((await ask()).text).toMatch(/^<!doctype html><script[^>]*><\/script><p>x$/);
		previews.dispose();
	});

	it("are a page that says why, when there are none", async () => {
		const failures = [
			new MachineError("PortUnavailableError", "no", { detail: "refused" }),
			new MachineError("PortUnavailableError", "binary noise", { detail: "no-answer" }),
			new MachineError("MachineOffError", "The machine is off."),
		];
		const { previews, ask } = previewsWith(async () => {
			throw failures.shift();
		});
		await previews.open(8080);
		const waiting = await ask();
		expect(waiting).toMatchObject({ status: 502 });
		expect(waiting.text).toContain("Nothing answers at port 8080 yet");
		expect(waiting.text).toContain("data-slipway-retry");
		const other = await ask();
		expect(other.text).toContain("does not speak HTTP");
		expect(other.text).not.toContain("data-slipway-retry");
		expect((await ask({ method: "POST" })).text).not.toContain("data-slipway-retry");
		await expect.poll(() => previews.store.getState().log.map(({ state }) => state)).toEqual(["failed", "failed", "failed"]);
		previews.dispose();
	});

	it("end with the machine: its previews go, and the next one's are elsewhere", async () => {
		const aborted: boolean[] = [];
		const { previews, bridges } = previewsWith(
			({ signal }) =>
				new Promise((_, reject) => {
					signal?.addEventListener("abort", () => {
						aborted.push(true);
						reject(signal.reason);
					});
				}),
		);
		await previews.open(8080);
		await previews.open(8080);
		expect(bridges).toHaveLength(1);
		const before = previews.originOf(8080);
		const { port1, port2 } = new MessageChannel();
		bridges[0]?.ask(
			{
				kind: "request",
				method: "GET",
				path: "/",
				headers: [],
				referrer: "",
				navigation: false,
				credentials: true,
				bodyBytes: null,
			},
			[port2],
		);
		await expect.poll(() => previews.store.getState().log).toHaveLength(1);
		previews.restart();
		await expect.poll(() => aborted).toEqual([true]);
		expect(bridges[0]?.removed).toBe(true);
		expect(previews.originOf(8080)).not.toBe(before);
		expect(previews.store.getState().log).toEqual([]);
		port1.close();
	});

	it("keep the last two hundred requests in mind", async () => {
		const { previews, ask } = previewsWith(async () => answerOf(204, {}));
		await previews.open(8080);
		for (let count = 0; count < 205; count += 1) await ask({ path: `/${count}` });
		const { log } = previews.store.getState();
		expect(log).toHaveLength(200);
		expect(log.at(-1)?.path).toBe("/204");
		previews.dispose();
	});
});

describe("what a bridge says", () => {
	const ask: Ask = {
		kind: "request",
		method: "GET",
		path: "/",
		headers: [["a", "b"]],
		referrer: "",
		navigation: true,
		credentials: true,
		bodyBytes: null,
	};

	it("is taken when it has the form, and dropped otherwise: a guest's page can say anything", () => {
		expect(parseFromBridge({ kind: "slipway-ask", ask })).toEqual({ kind: "slipway-ask", ask });
		const wrong: unknown[] = [
			null,
			"slipway-ready",
			{ kind: "slipway-ask" },
			{ ...ask, path: "http://elsewhere/" },
			{ ...ask, path: "/a b" },
			{ ...ask, path: "/\r\nEvil: 1" },
			{ ...ask, method: "GET / HTTP/1.1" },
			{ ...ask, headers: [["a", "b\r\nEvil: 1"]] },
			{ ...ask, headers: Array.from({ length: 300 }, () => ["a", "b"]) },
			{ ...ask, bodyBytes: -1 },
			{ ...ask, kind: "exec", command: "rm" },
		];
		for (const message of wrong) expect(parseFromBridge({ kind: "slipway-ask", ask: message })).toBeUndefined();
	});
});
