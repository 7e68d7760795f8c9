import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import type { EngineResponse, FileChange } from "#emulator/machine.ts";
import { watchContainerd } from "./watch-containerd.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A guest whose containerd the test kills and revives. */
function guestDouble() {
	let notes: ReadableStreamDefaultController<FileChange> | undefined;
	const guest = {
		containerd: true,
		questions: 0,
		watchers: 0,
		files: {
			async watch() {
				guest.watchers += 1;
				return new ReadableStream<FileChange>({
					start: (controller) => {
						notes = controller;
					},
					cancel: () => {
						guest.watchers -= 1;
					},
				});
			},
		},
		engine: {
			async request() {
				guest.questions += 1;
				const answer = { Components: [{ Name: "Engine" }, ...(guest.containerd ? [{ Name: "containerd" }] : [])] };
				return { text: async () => JSON.stringify(answer) } as EngineResponse;
			},
		},
		note: () => notes?.enqueue({ kind: "created", path: "/run/runit/supervise/containerd/status" }),
		loseAgent() {
			guest.watchers -= 1;
			notes?.error(new MachineError("AgentLostError", "killed"));
		},
	};
	const stop = new AbortController();
	const reports: boolean[] = [];
	const done = watchContainerd(guest, stop.signal, (reached) => reports.push(reached));
	return { guest, stop, reports, done };
}

describe("what the page knows of containerd", () => {
	it("costs an idle guest nothing", async () => {
		const { guest, stop, reports, done } = guestDouble();
		await vi.advanceTimersByTimeAsync(600_000);
		expect([guest.questions, reports]).toEqual([0, []]);
		stop.abort();
		await done;
		expect([guest.watchers, vi.getTimerCount()]).toEqual([0, 0]);
	});

	it("is its end at once, and its return when dockerd reaches it, each told once", async () => {
		const { guest, stop, reports, done } = guestDouble();
		await vi.advanceTimersByTimeAsync(0);
		guest.containerd = false;
		for (let change = 0; change < 10; change++) guest.note();
		await vi.advanceTimersByTimeAsync(0);
		expect(reports).toEqual([false]);
		await vi.advanceTimersByTimeAsync(5000);
		guest.containerd = true;
		guest.note();
		await vi.advanceTimersByTimeAsync(4000);
		expect(reports).toEqual([false, true]);
		stop.abort();
		await done;
	});

	it("is not an answer of the one that was killed meanwhile", async () => {
		const { guest, stop, reports, done } = guestDouble();
		await vi.advanceTimersByTimeAsync(0);
		guest.note();
		await vi.advanceTimersByTimeAsync(0);
		expect(reports).toEqual([false, true]);
		guest.note();
		guest.containerd = false;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(reports).toEqual([false, true, false]);
		stop.abort();
		await done;
	});

	it("is asked for anew when the agent was lost, together with what happened meanwhile", async () => {
		const { guest, stop, reports, done } = guestDouble();
		await vi.advanceTimersByTimeAsync(0);
		guest.loseAgent();
		guest.containerd = false;
		await vi.advanceTimersByTimeAsync(3000);
		expect([guest.watchers, reports]).toEqual([1, [false]]);
		guest.containerd = true;
		await vi.advanceTimersByTimeAsync(3000);
		expect(reports).toEqual([false, true]);
		stop.abort();
		await done;
	});
});
