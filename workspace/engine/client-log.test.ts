import { describe, expect, it } from "vitest";
import { emptyLog, withRecords } from "./client-log.ts";

function ask(id: number, change: object = {}): object {
	const at = {
		at: 1000 + id,
		pid: 80,
		started: 7,
		program: "docker",
		command: ["docker", "ps"],
		method: "GET",
		path: "/v1.45/containers/json",
	};
	return { event: "ask", id, ...at, ...change };
}

describe("the log of what clients ask", () => {
	it("follows a request from question to end", () => {
		let log = withRecords(emptyLog, [ask(1)]);
		expect(log.requests).toMatchObject([
			{ status: null, state: "open", durationMs: null, command: "docker ps", commandKey: "80.7" },
		]);
		log = withRecords(log, [{ event: "answer", id: 1, status: 200, ms: 3 }]);
		expect(log.requests).toMatchObject([{ status: 200, state: "open" }]);
		log = withRecords(log, [{ event: "end", id: 1, by: "complete", ms: 9 }]);
		expect(log.requests).toMatchObject([{ status: 200, state: "done", durationMs: 9 }]);
	});

	it("tells streams, and who hung up", () => {
		const { requests } = withRecords(emptyLog, [
			...[ask(1), { event: "answer", id: 1, status: 101, ms: 1 }],
			...[ask(2), { event: "answer", id: 2, status: 200, ms: 1 }, { event: "end", id: 2, by: "client", ms: 5 }],
			...[ask(3), { event: "end", id: 3, by: "engine", ms: 5 }],
		]);
		expect(requests.map(({ state }) => state)).toEqual(["stream", "left", "broken"]);
	});

	it("counts anew after the tap was restarted, and says that what was open has broken off", () => {
		const { requests } = withRecords(emptyLog, [
			ask(1),
			{ event: "start", at: 5000 },
			ask(1, { path: "/later" }),
			{ event: "end", id: 1, by: "complete", ms: 2 },
		]);
		expect(requests.map(({ id, path, state }) => [id, path, state])).toEqual([
			["0.1", "/v1.45/containers/json", "broken"],
			["5000.1", "/later", "done"],
		]);
	});

	it("writes a command as it would be typed", () => {
		const { requests } = withRecords(emptyLog, [
			ask(1, { command: ["docker", "run", "alpine", "sh", "-c", "echo it's; ls"] }),
			ask(2, { command: [], program: "curl" }),
		]);
		expect(requests.map(({ command }) => command)).toEqual(["docker run alpine sh -c 'echo it'\\''s; ls'", "curl"]);
	});

	it("leaves out lines that tell nothing, and answers to what it never saw", () => {
		const lies = [
			null,
			7,
			"x",
			{},
			{ event: "ask", id: "1" },
			{ event: "answer", id: 99, status: 200, ms: 1 },
			{ event: "boast" },
		];
		expect(withRecords(emptyLog, lies)).toEqual(emptyLog);
	});

	it("keeps a bounded number", () => {
		const many = Array.from({ length: 1000 }, (_, index) => ask(index + 1));
		const { requests } = withRecords(emptyLog, many);
		expect(requests).toHaveLength(400);
		expect(requests.at(-1)?.id).toBe("0.1000");
	});
});
