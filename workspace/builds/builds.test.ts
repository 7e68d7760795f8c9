import { describe, expect, it } from "vitest";
import type { Terminal } from "#emulator/machine.ts";
import { buildCommand } from "./build-command.ts";
import { type BuildEvent, createBuilds } from "./builds.ts";

const esc = "\u001b";

/** As buildx 0.13 prints it on a terminal. */
const failed = [
	`${esc}[1A${esc}[0G${esc}[?25l[+] Building 0.0s (0/1)`,
	`${esc}[?25h${esc}[1A[+] Building 2.3s (5/5) FINISHED`,
	`${esc}[31m => ERROR [2/2] RUN false${esc}[0m 0.4s`,
	"------",
	" > [2/2] RUN false:",
	"------",
	"Dockerfile:3",
	"--------------------",
	"   1 |     FROM busybox",
	"   2 |     ",
	"   3 | >>> RUN false \\",
	"   4 | >>>   && true",
	"   5 |     CMD sh",
	"--------------------",
	'ERROR: failed to solve: process "/bin/sh -c false   && true" did not complete successfully: exit code: 1',
	"root@slipway:~/lab# ",
].join("\r\n");

async function eventsOf(pieces: readonly string[]): Promise<BuildEvent[]> {
	const builds = createBuilds();
	const events: BuildEvent[] = [];
	builds.subscribe((event) => events.push(event));
	const terminal = {
		output: new ReadableStream<Uint8Array>({
			start(controller) {
				for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
				controller.close();
			},
		}),
	} as Terminal;
	const passed = await new Response(builds.follow(terminal).output).text();
	expect(passed).toBe(pieces.join(""));
	return events;
}

describe("A build in a terminal", () => {
	it("that fails is told with its lines and the reason, and its output goes on unchanged", async () => {
		const events = await eventsOf([failed]);
		expect(events).toEqual([
			{ kind: "begun" },
			{
				kind: "failed",
				fileName: "Dockerfile",
				lines: [
					{ number: 1, text: "FROM busybox", atFault: false },
					{ number: 2, text: "", atFault: false },
					{ number: 3, text: "RUN false \\", atFault: true },
					{ number: 4, text: "  && true", atFault: true },
					{ number: 5, text: "CMD sh", atFault: false },
				],
				message: 'process "/bin/sh -c false   && true" did not complete successfully: exit code: 1',
			},
		]);
	});

	it("is understood however its output is cut into pieces", async () => {
		for (const size of [1, 7, 100]) {
			const pieces = failed.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
			const told = (await eventsOf(pieces)).filter(({ kind }) => kind === "failed");
			expect(told).toMatchObject([{ fileName: "Dockerfile", lines: { length: 5 } }]);
		}
	});

	it("that fails for another reason than a line is not told", async () => {
		expect(await eventsOf(["ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file\r\n# "])).toEqual(
			[],
		);
	});

	it("is told each time", async () => {
		const told = (await eventsOf([failed, "\r\n", failed])).map(({ kind }) => kind);
		expect(told).toEqual(["begun", "failed", "begun", "failed"]);
	});

	it("is not found in a flood of other output", async () => {
		expect(await eventsOf(Array.from({ length: 200 }, () => "y\r\n".repeat(5000)))).toEqual([]);
	});
});

describe("The command that builds", () => {
	it.each([
		["Dockerfile", "~/lab", "docker build -t lab ."],
		["web/Dockerfile", "~/lab/web", "docker build -t web ."],
		["web/Dockerfile", "~/lab", "cd ~/lab/web && docker build -t web ."],
		["Dockerfile", "Terminal 1", "cd ~/lab && docker build -t lab ."],
		["web/Dockerfile.dev", "~/lab/web", "docker build -t web -f Dockerfile.dev ."],
		["My Site/Dockerfile", "~/lab", "cd ~/'lab/My Site' && docker build -t my-site ."],
		["it's/Dockerfile", "~/lab", "cd ~/'lab/it'\\''s' && docker build -t it-s ."],
		["漢字/Dockerfile", "~/lab", "cd ~/'lab/漢字' && docker build -t image ."],
		["-t/x; reboot", "~/lab/-t", "docker build -t t -f 'x; reboot' ."],
	])("%s, from %s: %s", (path, shellFolder, command) => {
		expect(buildCommand(path, shellFolder)).toBe(command);
	});

	it("is none for a name with a line end in it, which would run what follows", () => {
		expect(buildCommand("a\nreboot/Dockerfile", "~/lab")).toBeUndefined();
	});
});
