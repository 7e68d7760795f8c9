import { describe, expect, it } from "vitest";
import type { Power } from "../computer.ts";
import type { ToWorker } from "../protocol.ts";
import { WorkerComputer, type WorkerLike } from "./worker-computer.ts";

function computerWithWorker() {
	const sent: ToWorker[] = [];
	const powers: Power[] = [];
	let terminated = 0;
	const worker: WorkerLike = {
		onmessage: null,
		onerror: null,
		onmessageerror: null,
		postMessage: (message) => void sent.push(message),
		terminate: () => {
			terminated += 1;
		},
	};
	const computer = new WorkerComputer(() => worker, "https://example.org/machine/manifest.json");
	computer.onPower = (power) => powers.push(power);
	function error(message?: string): void {
		worker.onerror?.({ message } as ErrorEvent);
	}
	function say(power: Extract<Power, { kind: "running" }>): void {
		worker.onmessage?.({ data: { kind: "power", power } } as MessageEvent);
	}
	return { computer, powers, error, say, sent, terminated: () => terminated };
}

describe("a machine's worker that is lost", () => {
	it("because its script did not come is a part that could not be fetched", async () => {
		const { computer, error, powers, terminated } = computerWithWorker();
		const starting = computer.start({});
		error();
		await expect(starting).rejects.toMatchObject({ name: "FetchFailedError" });
		expect(powers).toMatchObject([{ kind: "failed", error: { name: "FetchFailedError" } }]);
		expect(terminated()).toBe(1);
	});

	it("because it threw is told as that, whenever it happens, and every open and later call ends", async () => {
		const { computer, error, say, powers } = computerWithWorker();
		const starting = computer.start({});
		say({ kind: "running" });
		const saving = computer.save();
		error("Uncaught RangeError: out of memory");
		const lost = { name: "WorkerLostError", detail: "Uncaught RangeError: out of memory" };
		for (const call of [starting, saving, computer.counters()]) await expect(call).rejects.toMatchObject(lost);
		expect(powers.at(-1)).toMatchObject({ kind: "failed", error: lost });
	});

	it("without a word, after it had run, is not taken for a missing script", async () => {
		const { computer, error, say } = computerWithWorker();
		const starting = computer.start({});
		say({ kind: "running" });
		error();
		await expect(starting).rejects.toMatchObject({ name: "WorkerLostError" });
	});
});
