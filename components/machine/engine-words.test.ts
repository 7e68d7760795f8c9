import { describe, expect, it } from "vitest";
import type { EngineState, MachineView } from "#workspace/state.ts";
import { stateWords } from "./engine-words.ts";

const running: MachineView = { phase: "running", agent: "ready" };

describe("the words for the state of things", () => {
	it("Docker is praised only when the machine runs, its connection stands and the daemon answers", () => {
		expect(stateWords({ machine: running, engine: "running" }).tone).toBe("good");
		expect(stateWords({ machine: { phase: "running", agent: "lost" }, engine: "running" }).tone).not.toBe("good");
		expect(stateWords({ machine: { phase: "powered-off" }, engine: "running" }).tone).not.toBe("good");
	});

	it("a daemon that is restarted is announced where people look; one that starts up is not", () => {
		const noticed = (engine: EngineState) => stateWords({ machine: running, engine }).notice;
		expect(["starting", "running", "restarting", "down"].map((engine) => noticed(engine as EngineState))).toEqual([
			false,
			false,
			true,
			true,
		]);
	});

	it("a site that does not deliver a part of the disk is told first, with the promise that nothing is lost", () => {
		const { tone, short, long, notice } = stateWords({
			machine: { phase: "running", agent: "lost", disk: "waiting" },
			engine: "restarting",
		});
		expect([tone, short, notice]).toEqual(["busy", "Waiting for the site", true]);
		expect(long).toContain("Your work is kept");
	});

	it("a lost connection is told before anything about Docker, which cannot be known then", () => {
		expect(stateWords({ machine: { phase: "running", agent: "lost" }, engine: "restarting" }).short).toBe("Reconnecting");
	});
});
