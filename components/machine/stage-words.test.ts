import { describe, expect, it } from "vitest";
import type { StartView } from "#workspace/state.ts";
import { stepsOf } from "./stage-words.ts";

function start(seen: [StartView["stage"], number][], kind: StartView["kind"] = "fresh"): StartView {
	const stage = seen.at(-1)?.[0] ?? "manifest";
	return {
		stage,
		seen: seen.map(([name, atMs]) => ({ stage: name, atMs })),
		loadedBytes: 0,
		totalBytes: 0,
		secondsLeft: null,
		kind,
	};
}

function summary(view: StartView): string[] {
	return stepsOf(view).map(({ stage, state, tookMs }) => `${stage} ${state}${tookMs === null ? "" : ` ${tookMs}`}`);
}

describe("the steps of a start", () => {
	it("a fresh start shows from its first moment what will come", () => {
		expect(summary(start([["manifest", 0]]))).toEqual(["manifest active", "download ahead", "restore ahead", "connect ahead"]);
	});

	it("steps that are done tell how long they took", () => {
		expect(
			summary(
				start([
					["manifest", 0],
					["download", 40],
					["restore", 3040],
				]),
			),
		).toEqual(["manifest done 40", "download done 3000", "restore active", "connect ahead"]);
	});

	it("a step nobody expected is shown when it comes", () => {
		expect(
			summary(
				start([
					["manifest", 0],
					["download", 10],
					["boot", 20],
				]),
			),
		).toEqual(["manifest done 10", "download done 10", "boot active", "restore ahead", "connect ahead"]);
	});

	it("a reboot fetches nothing", () => {
		expect(summary(start([["boot", 0]], "reboot"))).toEqual(["boot active", "connect ahead"]);
	});
});
