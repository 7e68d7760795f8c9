import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { guestDouble } from "./guest-double.ts";
import { fails, pass, passes, planOf, type StandOptions, stand, task } from "./lesson-stand.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("resetting a step", () => {
	const plan = planOf([[task("one")], [task("two", { setup: "setup two" })], [task("three")]], {
		files: [{ path: "notes", mode: 0o644, content: "ours" }],
	});
	const lab = "/root/lab/notes";

	async function atStepTwo(options?: StandOptions) {
		const lesson = stand(plan, options);
		lesson.script("setup two", passes);
		await lesson.begin();
		lesson.guest().files.set(lab, "done in step one");
		lesson.script("check one", passes);
		lesson.guest().event();
		await pass(1000);
		expect(lesson.state()).toMatchObject({ stepId: "step-2", phase: "active" });
		return lesson;
	}

	it("puts back the machine as it was when the step began, with what earlier steps did, and runs its set-up again", async () => {
		const lesson = await atStepTwo();
		expect(lesson.guest().saves).toBe(1);
		lesson.guest().files.set(lab, "spoiled in step two");
		lesson.script("check two", passes);
		lesson.guest().event();
		await pass(1000);
		expect(lesson.state().stepId).toBe("step-3");
		lesson.script("check two", fails("no"));
		await lesson.run.resetStep("step-2");
		await pass(1000);
		expect(lesson.resets).toEqual(["saved"]);
		expect(lesson.guest().files.get(lab)).toBe("done in step one");
		expect(lesson.guest().ran).toEqual(["setup two", "check two"]);
		expect(lesson.state()).toMatchObject({
			phase: "active",
			stepId: "step-2",
			tasks: { one: { status: "passed" }, two: { status: "open", attempts: 0 } },
		});
		expect(lesson.state().resetting).toBeUndefined();
		expect(Object.keys(lesson.progress.store.getState().lessons.fixture?.versions["1"]?.tasks ?? {})).toEqual(["one", "two"]);
		await lesson.run.resetStep("step-2");
		await pass(1000);
		expect(lesson.resets).toEqual(["saved", "saved"]);
		await lesson.end();
	});

	it("takes a new machine for the first step, and forgets how later ones began", async () => {
		const lesson = await atStepTwo();
		lesson.script("check one", fails("no"));
		await lesson.run.resetStep("step-1");
		expect(lesson.state()).toMatchObject({ resetting: "step-1", phase: "preparing" });
		await pass(1000);
		expect(lesson.resets).toEqual(["fresh"]);
		expect(lesson.guest().files.get(lab)).toBe("ours");
		expect(lesson.state()).toMatchObject({ stepId: "step-1", tasks: { one: { status: "open" } } });
		expect(lesson.state().message).toBeUndefined();
		expect(lesson.saved.size).toBe(0);
		await lesson.end();
	});

	it("is refused in words when the start was not kept, and changes nothing", async () => {
		const lesson = await atStepTwo({ roomBytes: 1000 });
		expect(lesson.guest().saves).toBe(0);
		await expect(lesson.run.resetStep("step-2")).rejects.toThrow("was not kept");
		await expect(lesson.run.resetStep("step-3")).rejects.toThrow("was not kept");
		expect(lesson.state().resetting).toBeUndefined();
		expect(lesson.resets).toEqual([]);
		await lesson.end();
	});

	it("knows nothing of a machine that the reader replaced", async () => {
		const lesson = await atStepTwo();
		lesson.show(undefined);
		lesson.show(guestDouble());
		await pass(1000);
		expect(lesson.saved.size).toBe(0);
		expect(lesson.state().message).toContain("This machine is new");
		await lesson.run.resetStep("step-2");
		expect(lesson.resets).toEqual(["fresh"]);
		await lesson.end();
	});
});
