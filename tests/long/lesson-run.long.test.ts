/** Tasks that notice by themselves, in the real guest; checks that misbehave; and the way back to the start of a step. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import { beginLesson, type GuestLesson, planOf, taskOf } from "../support/guest-lesson.ts";

const webRuns = taskOf("run", {
	check: 'require "There is no running container named web." -- container_running web',
	hints: ["container_running db && echo 'db runs.'", "container_exists web && echo 'web is there. Start it.'"],
});
const NOTICED_WITHIN_MS = 1500;

describe("A lesson on the real guest", { timeout: 6 * 60_000 }, () => {
	let lesson: GuestLesson;

	beforeAll(async () => {
		const plan = await planOf(
			[
				[webRuns],
				[
					taskOf("hangs", { check: "sleep 4501", timeLimitMs: 3000 }),
					taskOf("floods", { check: "yes | head -c 1000000; exit 1", needs: ["logs-in"] }),
					taskOf("kills", { check: "pkill -9 -x dockerd; sleep 1; exit 1", needs: ["floods-no-more"] }),
					taskOf("logs-in", { check: "[ -s /root/.docker/config.json ]" }),
					taskOf("floods-no-more", { check: "[ -e /root/lab/no-flood ]" }),
				],
			],
			[{ path: "notes/readme", mode: 0o644, content: "ours" }],
		);
		lesson = await beginLesson(plan);
		await lesson.until("the lesson is active", ({ phase }) => phase === "active");
	});

	afterAll(() => lesson.dispose());

	function shell(command: string): Promise<{ stdout: string; code: number }> {
		return run(lesson.machine(), command);
	}

	it("lays out its files and blames nobody before anything was done", async () => {
		expect((await shell("cat notes/readme")).stdout).toBe("ours");
		expect(lesson.run.store.getState().tasks.run).toEqual({ status: "open", attempts: 0 });
	});

	it("gives the hint that fits when half of it is done", async () => {
		// The first seconds of a step belong to what came before it.
		await new Promise((resolve) => setTimeout(resolve, 3000));
		await shell("docker create --name web busybox sleep 4502");
		await lesson.until("there is a hint", ({ tasks }) => tasks.run?.hint !== undefined);
		expect(lesson.run.store.getState().tasks.run).toMatchObject({
			status: "open",
			said: "There is no running container named web.",
			hint: "web is there. Start it.",
		});
	});

	it("notices within a second and a half that the container runs, and keeps the start of the next step", async () => {
		const events = await lesson
			.machine()
			.engine.request({ path: `/events?filters=${encodeURIComponent('{"event":["start"]}')}` });
		const started = events.body.getReader();
		const passed = lesson.until("the task is passed", ({ tasks }) => tasks.run?.status === "passed");
		const starting = shell("docker start web");
		await started.read();
		const startedMs = performance.now();
		await passed;
		const noticedMs = performance.now() - startedMs;
		await started.cancel();
		await starting;
		expect(noticedMs).toBeLessThan(NOTICED_WITHIN_MS);
		await lesson.until("the next step is active", ({ stepId, phase }) => stepId === "step-2" && phase === "active");
	});

	it("stops a check that hangs, with what it started, and says that it is the lesson's fault", async () => {
		await lesson.until("the fault is told", ({ tasks }) => tasks.hangs?.fault !== undefined);
		expect(lesson.run.store.getState().tasks.hangs?.fault).toContain("3 seconds");
		await expect.poll(async () => (await shell("pgrep -f '^sleep 4501'")).code, { timeout: 10_000 }).toBe(1);
	});

	it("notices what programs write into the home folder", async () => {
		await shell("mkdir -p /root/.docker && echo '{}' >/root/.docker/config.json");
		await lesson.until("the task is passed", ({ tasks }) => tasks["logs-in"]?.status === "passed");
	});

	it("bounds a check that prints a megabyte", async () => {
		await lesson.until("the fault is told", ({ tasks }) => tasks.floods?.fault !== undefined);
		expect(lesson.run.store.getState().tasks.floods).toMatchObject({ status: "open", fault: expect.stringContaining("printed") });
	});

	it("no longer runs a check by itself that kills dockerd, and dockerd is back", async () => {
		await shell("touch no-flood");
		const told = ({ tasks }: { tasks: Readonly<Record<string, { fault?: string }>> }) => tasks.kills?.fault !== undefined;
		await lesson.until("the fault is told", told, 120_000);
		expect(lesson.run.store.getState().tasks.kills?.fault).toContain("Docker stopped whenever");
		await expect.poll(async () => (await shell("docker info >/dev/null 2>&1")).code, { timeout: 90_000, interval: 1000 }).toBe(0);
		const pid = (await shell("pgrep -x dockerd")).stdout;
		await shell("touch another-change");
		await new Promise((resolve) => setTimeout(resolve, 3000));
		expect((await shell("pgrep -x dockerd")).stdout).toBe(pid);
	});

	it("puts a step back to its start, exactly: what the step before did is there, and its own tasks are to be done", async () => {
		await shell("docker rm -f web; rm -r notes");
		await lesson.run.resetStep("step-2");
		await lesson.until("the step is active again", ({ phase, resetting }) => phase === "active" && resetting === undefined);
		expect((await shell("docker ps --format '{{.Names}}'")).stdout).toBe("web\n");
		expect((await shell("cat notes/readme; ls")).stdout).toBe("oursnotes\n");
		const { tasks } = lesson.run.store.getState();
		expect(tasks.run?.status).toBe("passed");
		expect(tasks["logs-in"]).toEqual({ status: "open", attempts: 0 });
		expect(tasks.floods).toEqual({ status: "locked", attempts: 0 });
		await lesson.run.checkNow("logs-in");
		expect(lesson.run.store.getState().tasks["logs-in"]?.status).toBe("open");
	});

	it("puts the first step back to a new machine", async () => {
		await lesson.run.resetStep("step-1");
		await lesson.until("the step is active again", ({ phase, resetting }) => phase === "active" && resetting === undefined);
		expect((await shell("docker ps -a --format '{{.Names}}'; cat notes/readme")).stdout).toBe("ours");
		await lesson.run.checkNow("run");
		expect(lesson.run.store.getState()).toMatchObject({ stepId: "step-1", tasks: { run: { status: "open", attempts: 1 } } });
	});
});
