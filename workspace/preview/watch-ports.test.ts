import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import type { EngineApi, EngineResponse } from "#emulator/machine.ts";
import { type PublishedPort, publishedPorts } from "./published-ports.ts";
import { watchPorts } from "./watch-ports.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const container = (name: string, hostPort: number) => ({
	Names: [`/${name}`],
	Image: "nginx",
	Ports: [
		{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: hostPort, Type: "tcp" },
		{ IP: "::", PrivatePort: 80, PublicPort: hostPort, Type: "tcp" },
		{ PrivatePort: 443, Type: "tcp" },
		{ IP: "0.0.0.0", PrivatePort: 53, PublicPort: 53, Type: "udp" },
	],
});

/** An engine whose containers the test starts and ends. */
function engineDouble() {
	const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
	const engine = {
		up: true,
		containers: [] as ReturnType<typeof container>[],
		requests: [] as string[],
		streams,
		tell() {
			for (const stream of streams) stream.enqueue(new TextEncoder().encode('{"status":"start"}\n'));
		},
		kill() {
			engine.up = false;
			for (const stream of streams) stream.close();
			streams.clear();
		},
		api: {
			async request({ path, signal }) {
				engine.requests.push(path.replace(/\?.*/, ""));
				if (!engine.up) throw new MachineError("EngineUnavailableError", "nothing listens");
				const body = new ReadableStream<Uint8Array>({
					start(controller) {
						if (!path.startsWith("/events")) return controller.close();
						streams.add(controller);
						signal?.addEventListener("abort", () => streams.delete(controller) && controller.error(signal.reason));
					},
				});
				const answer: unknown = structuredClone(engine.containers);
				return { status: 200, headers: new Map(), body, text: async () => "", json: async () => answer } satisfies EngineResponse;
			},
		} satisfies EngineApi,
	};
	return engine;
}

function watch(engine: ReturnType<typeof engineDouble>) {
	const stop = new AbortController();
	const seen: number[][] = [];
	const done = watchPorts(engine.api, stop.signal, (ports) => seen.push(ports.map(({ hostPort }) => hostPort)));
	return { stop, seen, done };
}

describe("the published ports", () => {
	it("are listed once each, lowest first, with what leads to them", () => {
		const expected: PublishedPort = { hostPort: 8080, containerPort: 80, container: "web", image: "nginx" };
		expect(publishedPorts([container("db", 9000), container("web", 8080)])).toEqual([
			expected,
			{ ...expected, hostPort: 9000, container: "db" },
		]);
		expect(() => publishedPorts({ message: "no" })).toThrow();
	});

	it("are told when containers start and end, and nothing is asked while nothing changes", async () => {
		const engine = engineDouble();
		engine.containers = [container("web", 8080)];
		const { stop, seen, done } = watch(engine);
		await vi.advanceTimersByTimeAsync(3_600_000);
		expect(seen).toEqual([[8080]]);
		expect(engine.requests).toEqual(["/events", "/containers/json"]);
		engine.containers.push(container("db", 5432));
		engine.tell();
		await vi.advanceTimersByTimeAsync(200);
		engine.containers = [];
		engine.tell();
		await vi.advanceTimersByTimeAsync(200);
		expect(seen).toEqual([[8080], [5432, 8080], []]);
		stop.abort();
		await done;
		expect(engine.streams.size).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("are asked for twice, not a hundred times, when a hundred containers start at once", async () => {
		const engine = engineDouble();
		const { stop, done } = watch(engine);
		await vi.advanceTimersByTimeAsync(200);
		const before = engine.requests.length;
		for (let count = 0; count < 100; count += 1) engine.tell();
		await vi.advanceTimersByTimeAsync(200);
		expect(engine.requests.length - before).toBeLessThan(3);
		stop.abort();
		await done;
	});

	it("are told again when the engine is back", async () => {
		const engine = engineDouble();
		const { stop, seen, done } = watch(engine);
		await vi.advanceTimersByTimeAsync(200);
		engine.kill();
		await vi.advanceTimersByTimeAsync(10_000);
		engine.up = true;
		engine.containers = [container("web", 8080)];
		await vi.advanceTimersByTimeAsync(2200);
		expect(seen).toEqual([[8080]]);
		stop.abort();
		await done;
	});
});
