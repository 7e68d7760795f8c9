import { describe, expect, it } from "vitest";
import type { ContainerView } from "#workspace/engine/model.ts";
import { ageWords, imageName, instructionWords, statusTone, statusWords } from "./words.ts";

const NOW = Date.parse("2026-01-02T00:00:00Z");

function container(change: Partial<ContainerView>): ContainerView {
	return { status: "running", exitCode: null, startedMs: null, finishedMs: null, health: null, ...change } as ContainerView;
}

describe("what is said of a container", () => {
	it.each([
		[{ status: "running", startedMs: NOW - 125_000 }, "Running for 2 min", "good"],
		[{ status: "running", startedMs: NOW, health: "unhealthy" }, "Running for 0 s, unhealthy", "bad"],
		[{ status: "exited", exitCode: 0, finishedMs: NOW - 5000 }, "Ended with 0, 5 s ago", "off"],
		[{ status: "exited", exitCode: 137, finishedMs: NOW - 7_200_000 }, "Ended with 137, 2 h ago", "bad"],
		[{ status: "paused" }, "Paused: its processes are frozen", "warn"],
		[{ status: "created" }, "Created, not started", "off"],
	] as const)("%j is: %s", (change, words, tone) => {
		expect(statusWords(container(change), NOW)).toBe(words);
		expect(statusTone(container(change))).toBe(tone);
	});

	it("a guest's clock that is ahead makes no negative age", () => {
		expect(ageWords(-5000)).toBe("0 s");
		expect(ageWords(86_400_000)).toBe("1 day");
	});
});

describe("an instruction", () => {
	it.each([
		['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
		["RUN /bin/sh -c apt-get update # buildkit", "RUN apt-get update"],
		["RUN |1 VERSION=3 /bin/sh -c make # buildkit", "RUN make"],
		["/bin/sh -c make", "RUN make"],
		["COPY . /app # buildkit", "COPY . /app"],
	])("noted as %s stands in a Dockerfile as %s", (noted, words) => {
		expect(instructionWords(noted)).toBe(words);
	});
});

it("an image that lost its name is called by its id", () => {
	expect(imageName({ tags: [], id: `sha256:${"ab".repeat(32)}` })).toBe("abababababab");
	expect(imageName({ tags: ["web:1", "web:latest"], id: "x" })).toBe("web:1");
});
