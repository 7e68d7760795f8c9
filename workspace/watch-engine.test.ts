import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import type { EngineApi, EngineResponse } from "#emulator/machine.ts";
import type { EngineState } from "./state.ts";
import { watchEngine } from "./watch-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A daemon that the test starts, kills and freezes. */
function daemonDouble() {
	const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
	const daemon = {
		mode: "away" as "away" | "up" | "frozen",
		requests: [] as string[],
		aborted: 0,
		streams,
		kill() {
			daemon.mode = "away";
			for (const stream of streams) stream.close();
			streams.clear();
		},
		api: {
			async request({ path, signal }) {
				daemon.requests.push(path.replace(/\?.*/, ""));
				if (daemon.mode === "away") throw new MachineError("EngineUnavailableError", "nothing listens");
				if (daemon.mode === "frozen") {
					await new Promise((_, reject) => {
						signal?.addEventListener("abort", () => {
							daemon.aborted += 1;
							reject(signal.reason);
						});
					});
				}
				const body = path.startsWith("/events")
					? new ReadableStream<Uint8Array>({
							start: (controller) => void streams.add(controller),
							cancel: () => streams.clear(),
						})
					: new Blob(["OK"]).stream();
				return { status: 200, headers: new Map(), body, text: async () => "OK", json: async () => null } satisfies EngineResponse;
			},
		} satisfies EngineApi,
	};
	return daemon;
}

function watch(daemon: ReturnType<typeof daemonDouble>) {
	const stop = new AbortController();
	const states: EngineState[] = [];
	const done = watchEngine(daemon.api, stop.signal, (state) => states.push(state));
	return { stop, states, done };
}

describe("what the page says about the Docker daemon", () => {
	it("a daemon that comes up late is starting until it answers", async () => {
		const daemon = daemonDouble();
		const { stop, states, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(2000);
		expect(states).toEqual(["starting"]);
		daemon.mode = "up";
		await vi.advanceTimersByTimeAsync(5000);
		expect(states).toEqual(["starting", "running"]);
		stop.abort();
		await done;
		expect(vi.getTimerCount()).toBe(0);
	});

	it("a running daemon is asked nothing more, however long it runs", async () => {
		const daemon = daemonDouble();
		daemon.mode = "up";
		const { stop, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(3_600_000);
		expect(daemon.requests).toEqual(["/_ping", "/events"]);
		stop.abort();
		await done;
		expect(daemon.streams.size).toBe(0);
	});

	it("a killed daemon is restarting at once and running again when it is back", async () => {
		const daemon = daemonDouble();
		daemon.mode = "up";
		const { stop, states, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(60_000);
		daemon.kill();
		await vi.advanceTimersByTimeAsync(1);
		expect(states.at(-1)).toBe("restarting");
		daemon.mode = "up";
		await vi.advanceTimersByTimeAsync(300);
		expect(states).toEqual(["starting", "running", "restarting", "running"]);
		stop.abort();
		await done;
	});

	it("a daemon that does not come back is down after a while, and is still waited for", async () => {
		const daemon = daemonDouble();
		daemon.mode = "up";
		const { stop, states, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(10_000);
		daemon.kill();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(states.at(-1)).toBe("down");
		const before = daemon.requests.length;
		await vi.advanceTimersByTimeAsync(40_000);
		expect(daemon.requests.length - before).toBe(10);
		daemon.mode = "up";
		await vi.advanceTimersByTimeAsync(5000);
		expect(states.at(-1)).toBe("running");
		stop.abort();
		await done;
	});

	it("a daemon that takes the call but never answers is hung up on and tried again", async () => {
		const daemon = daemonDouble();
		daemon.mode = "frozen";
		const { stop, states, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(50_000);
		expect(daemon.aborted).toBe(3);
		expect(states).toEqual(["starting", "down"]);
		stop.abort();
		await done;
		expect(daemon.aborted).toBe(4);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("nothing is said after the watch was ended", async () => {
		const daemon = daemonDouble();
		daemon.mode = "up";
		const { stop, states, done } = watch(daemon);
		await vi.advanceTimersByTimeAsync(0);
		stop.abort();
		await done;
		daemon.kill();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(states).toEqual(["starting", "running"]);
	});
});
