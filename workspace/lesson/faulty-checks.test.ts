import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pass, passes, planOf, stand, task } from "./lesson-stand.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a lesson run", () => {
	it("blames the lesson for a check that hangs or floods, and runs it by itself less and less", async () => {
		const lesson = stand(planOf([[task("run")]]));
		lesson.script("check run", () => ({ code: 124, timedOut: true }));
		await lesson.begin();
		expect(lesson.taskState("run")).toMatchObject({ status: "open", attempts: 0, fault: expect.stringContaining("20 seconds") });
		for (let at = 0; at < 100; at++) {
			lesson.guest().event();
			await pass(1000);
		}
		expect(lesson.guest().ran.length).toBeLessThan(6);
		lesson.script("check run", () => ({ code: 125, flooded: true }));
		await lesson.run.checkNow("run");
		expect(lesson.taskState("run")?.fault).toContain("printed");
		lesson.script("check run", passes);
		await lesson.run.checkNow("run");
		expect(lesson.taskState("run")).toEqual({ status: "passed", attempts: 0 });
		await lesson.end();
	});

	it("does not check without an engine, and looks again when it is back", async () => {
		const lesson = stand(planOf([[task("run")]]));
		await lesson.begin();
		lesson.guest().stopEngine();
		await pass(2000);
		lesson.guest().ran.length = 0;
		lesson.guest().change();
		await pass(2000);
		expect(lesson.guest().ran).toEqual([]);
		lesson.guest().startEngine();
		await pass(2000);
		expect(lesson.guest().ran).toEqual(["check run"]);
		await lesson.end();
	});

	it("stops a check that kills the engine from doing so for ever, and says whose fault it is", async () => {
		const lesson = stand(planOf([[task("run")]]));
		lesson.script("check run", () => {
			lesson.guest().stopEngine();
			return { code: 1, said: "no engine" };
		});
		await lesson.begin();
		for (let at = 0; at < 60; at++) {
			lesson.guest().startEngine();
			await pass(1000);
		}
		expect(lesson.guest().ran.length).toBe(2);
		expect(lesson.taskState("run")).toEqual({ status: "open", attempts: 0, fault: expect.stringContaining("Docker stopped") });
		await lesson.end();
	});

	it("is not kept running by events that its own checks cause", async () => {
		const lesson = stand(planOf([[task("run")]]));
		lesson.script("check run", () => {
			lesson.guest().event();
			return { code: 1 };
		});
		await lesson.begin();
		await pass(60_000);
		lesson.guest().ran.length = 0;
		await pass(60_000);
		expect(lesson.guest().ran.length).toBeLessThanOrEqual(6);
		lesson.script("check run", passes);
		lesson.guest().event();
		await pass(300);
		expect(lesson.taskState("run")?.status).toBe("passed");
		await lesson.end();
	});
});
