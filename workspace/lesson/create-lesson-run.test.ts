import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { progressOf } from "../progress/progress-of.ts";
import { guestDouble } from "./guest-double.ts";
import { fails, oneTab, pass, passes, planOf, stand, task } from "./lesson-stand.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a lesson run", () => {
	it("waits for a machine, lays out the files of the lesson with its values, and is active", async () => {
		const plan = planOf([[task("run")]], {
			values: { port: { port: [8100, 8199] } },
			files: [{ path: "web/Dockerfile", mode: 0o644, content: "EXPOSE {{port}}" }],
		});
		const lesson = stand(plan);
		lesson.run.start();
		expect(lesson.state()).toMatchObject({ phase: "waiting", stepId: "step-1", tasks: { run: { status: "open", attempts: 0 } } });
		lesson.show(guestDouble());
		await pass(0);
		expect(lesson.state().phase).toBe("active");
		expect(lesson.guest().files.get("/root/lab/web/Dockerfile")).toBe(`EXPOSE ${lesson.state().values.port}`);
		await lesson.end();
	});

	it("leaves the files alone on a machine where the lesson has begun, as after a reboot", async () => {
		const lesson = stand(planOf([[task("run")]], { files: [{ path: "notes", mode: 0o644, content: "ours" }] }));
		await lesson.begin();
		lesson.guest().files.set("/root/lab/notes", "the reader's");
		const guest = lesson.guest();
		lesson.show(undefined);
		expect(lesson.state().phase).toBe("waiting");
		lesson.show(guest);
		await pass(0);
		expect(lesson.state().phase).toBe("active");
		expect(guest.files.get("/root/lab/notes")).toBe("the reader's");
		await lesson.end();
	});

	it("says why it could not be prepared, and tries again when asked", async () => {
		const lesson = stand(planOf([[task("run")]]));
		const guest = guestDouble();
		guest.writeError = "ENOSPC";
		lesson.show(guest);
		lesson.run.start();
		await pass(0);
		expect(lesson.state()).toMatchObject({ phase: "failed", message: expect.stringContaining("its disk is full") });
		guest.writeError = undefined;
		lesson.run.start();
		await pass(0);
		expect(lesson.state().phase).toBe("active");
		expect(lesson.state().message).toBeUndefined();
		await lesson.end();
	});

	it("passes a task soon after the event that did it, and records that", async () => {
		const lesson = stand(planOf([[task("run")]]));
		await lesson.begin();
		expect(lesson.taskState("run")).toEqual({ status: "open", attempts: 0 });
		lesson.script("check run", passes);
		lesson.guest().event();
		await pass(260);
		expect(lesson.taskState("run")?.status).toBe("passed");
		const record = progressOf(lesson.progress.store.getState().lessons, { slug: "fixture", version: 1 });
		expect(record).toMatchObject({ tasks: { run: expect.any(Number) }, finishedMs: expect.any(Number) });
		await lesson.end();
	});

	it("notices a change of a file as well, and looks once for many events", async () => {
		const lesson = stand(planOf([[task("run")]]));
		await lesson.begin();
		const before = lesson.guest().ran.length;
		for (let at = 0; at < 10; at++) {
			lesson.guest().change();
			await pass(20);
		}
		await pass(250);
		expect(lesson.guest().ran.length - before).toBe(1);
		await lesson.end();
	});

	it("looks about every second while events rain", async () => {
		const lesson = stand(planOf([[task("run")]]));
		await lesson.begin();
		lesson.guest().ran.length = 0;
		for (let at = 0; at < 35; at++) {
			lesson.guest().event();
			await pass(100);
		}
		expect(lesson.guest().ran.length).toBeGreaterThanOrEqual(3);
		expect(lesson.guest().ran.length).toBeLessThanOrEqual(4);
		await lesson.end();
	});

	it("does not blame before anything was done; then says why not, with the first hint that fits", async () => {
		const lesson = stand(planOf([[task("run", { hints: ["hint a", "hint b", "hint c"] })]]));
		lesson.script("check run", fails("no container"));
		lesson.script("hint b", () => ({ code: 0, said: "Start one." }));
		lesson.script("hint c", () => ({ code: 0, said: "Not this one." }));
		await lesson.begin();
		expect(lesson.taskState("run")).toEqual({ status: "open", attempts: 0 });
		expect(lesson.guest().ran).not.toContain("hint a");
		lesson.guest().event();
		await pass(300);
		expect(lesson.taskState("run")).toEqual({ status: "open", attempts: 1, said: "no container", hint: "Start one." });
		await lesson.end();
	});

	it("says that a task is lost while its script says so", async () => {
		const lesson = stand(planOf([[task("run", { fail: "fail run" })]]));
		lesson.script("check run", fails("no volume"));
		lesson.script("fail run", () => ({ code: 0, said: "The data is gone." }));
		await lesson.begin();
		lesson.guest().event();
		await pass(300);
		expect(lesson.taskState("run")).toMatchObject({ status: "lost", said: "The data is gone." });
		lesson.script("fail run", () => ({ code: 1 }));
		lesson.guest().event();
		await pass(1000);
		expect(lesson.taskState("run")).toMatchObject({ status: "open", said: "no volume" });
		await lesson.end();
	});

	it("opens a task when those that it needs are passed, and goes on to the next step", async () => {
		const plan = planOf([[task("one"), task("two", { needs: ["one"] })], [task("three", { setup: "setup three" })]]);
		const lesson = stand(plan);
		lesson.script("check two", passes);
		lesson.script("setup three", passes);
		await lesson.begin();
		expect(lesson.taskState("two")?.status).toBe("locked");
		expect(lesson.guest().ran).toEqual(["check one"]);
		lesson.script("check one", passes);
		lesson.guest().event();
		await pass(300);
		expect(lesson.state()).toMatchObject({ stepId: "step-2", tasks: { one: { status: "passed" }, two: { status: "passed" } } });
		expect(lesson.guest().ran).toContain("setup three");
		await pass(300);
		expect(lesson.guest().ran.at(-1)).toBe("check three");
		await lesson.end();
	});

	it("begins no step because somebody reads ahead, looks at what is read and at what is to do, and begins one that is asked for", async () => {
		const steps = [[task("one")], [task("two", { setup: "setup two" })], [task("three", { setup: "setup three" })]];
		const lesson = stand(planOf(steps));
		lesson.script("setup two", passes);
		lesson.script("setup three", passes);
		await lesson.begin();
		lesson.run.goToStep("step-3");
		lesson.run.goToStep("no-such-step");
		await pass(1000);
		expect(lesson.guest().ran).toEqual(["check one", "check one", "check three"]);
		expect(lesson.guest().saves).toBe(0);
		lesson.script("check one", passes);
		lesson.guest().event();
		await pass(1000);
		expect(lesson.guest().ran.slice(3)).toEqual(["check one", "setup two", "check two", "check three"]);
		expect(lesson.state().stepId).toBe("step-3");
		await lesson.run.checkNow("three");
		expect(lesson.guest().ran.slice(7)).toEqual(["setup three", "check three"]);
		expect(lesson.guest().saves).toBe(2);
		await lesson.end();
	});

	it("goes on when the guest's disk is full, and tells of a set-up that failed", async () => {
		const lesson = stand(planOf([[task("one")], [task("two", { title: "Two", setup: "setup two" })]]));
		lesson.script("setup two", fails("no space"));
		await lesson.begin();
		lesson.script("check one", passes);
		lesson.guest().writeError = "ENOSPC";
		lesson.guest().event();
		await pass(1000);
		expect(lesson.state()).toMatchObject({ stepId: "step-2", phase: "active" });
		expect(lesson.state().message).toBe("What the task “Two” needs could not be prepared. no space");
		expect(lesson.guest().ran.at(-1)).toBe("check two");
		await lesson.end();
	});

	it("keeps what is passed once, and takes back what has to stay true", async () => {
		const lesson = stand(planOf([[task("once"), task("always", { mode: "always" }), task("last")]]));
		lesson.script("check once", passes);
		lesson.script("check always", passes);
		await lesson.begin();
		lesson.script("check once", fails("x"));
		lesson.script("check always", fails("It stopped."));
		lesson.guest().event();
		await pass(300);
		expect(lesson.taskState("once")?.status).toBe("passed");
		expect(lesson.taskState("always")).toMatchObject({ status: "open", said: "It stopped." });
		await lesson.end();
	});

	it("checks at once when it is asked to, shows that, and settles when the machine goes meanwhile", async () => {
		const lesson = stand(planOf([[task("run")]]));
		await lesson.begin();
		let finish: (outcome: { code: number }) => void = () => {};
		lesson.script("check run", () => new Promise((resolve) => (finish = resolve)));
		const asked = lesson.run.checkNow("run");
		await pass(0);
		expect(lesson.taskState("run")?.status).toBe("checking");
		lesson.show(undefined);
		finish({ code: 0 });
		await asked;
		expect(lesson.taskState("run")?.status).toBe("open");
		await lesson.run.checkNow("run");
		await lesson.run.checkNow("no-such-task");
		await lesson.end();
	});

	it("polls only while somebody looks and only a guest that did something", async () => {
		const page = { visible: true, listeners: new Set<() => void>() };
		const lesson = stand(planOf([[task("run")]]), {
			page: {
				get visible() {
					return page.visible;
				},
				subscribe(listener) {
					page.listeners.add(listener);
					return () => page.listeners.delete(listener);
				},
			},
		});
		await lesson.begin();
		lesson.guest().ran.length = 0;
		await pass(60_000);
		expect(lesson.guest().ran).toEqual([]);
		lesson.guest().instructions += 10e6;
		await pass(10_000);
		expect(lesson.guest().ran).toEqual(["check run"]);
		page.visible = false;
		lesson.guest().instructions += 100e6;
		await pass(120_000);
		expect(lesson.guest().ran).toHaveLength(1);
		page.visible = true;
		lesson.script("check run", passes);
		for (const listener of [...page.listeners]) listener();
		await pass(0);
		expect(lesson.taskState("run")?.status).toBe("passed");
		await lesson.end();
		expect(page.listeners.size).toBe(0);
	});

	it("has the same values and the passed tasks again on the next visit, and says that the machine is new", async () => {
		const storage = oneTab();
		const plan = planOf([[task("one")], [task("two")]], { values: { name: { word: true } } });
		const first = stand(plan, { storage });
		first.script("check one", passes);
		await first.begin();
		const { values } = first.state();
		await first.end();
		const second = stand(plan, { storage });
		expect(second.state()).toMatchObject({ stepId: "step-2", values, tasks: { one: { status: "passed" } } });
		await second.begin();
		expect(second.state().message).toContain("This machine is new");
		await second.end();
	});
});
