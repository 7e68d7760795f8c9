import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runStep, type Step } from "./step.ts";

let cache: string;

beforeEach(async () => {
	cache = await mkdtemp(path.join(tmpdir(), "slipway-step-"));
	vi.stubEnv("SLIPWAY_CACHE", cache);
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(cache, { recursive: true });
});

function step(input: string, onBuild: () => void = () => {}): Step {
	return {
		name: "greeting",
		title: "writing a greeting",
		inputs: { input },
		typicalSeconds: 1,
		build: async (work) => {
			onBuild();
			await writeFile(path.join(work.folder, "greeting"), `hello ${input}`);
		},
	};
}

test("A step whose inputs have not changed is not built again", async () => {
	const onBuild = vi.fn();
	const first = await runStep(step("world", onBuild));
	expect(await runStep(step("world", onBuild))).toEqual(first);
	expect(onBuild).toHaveBeenCalledTimes(1);
});

test("Another input makes another result, and the first one stays", async () => {
	const first = await runStep(step("world"));
	const second = await runStep(step("moon"));
	expect(await readFile(path.join(first.folder, "greeting"), "utf8")).toBe("hello world");
	expect(await readFile(path.join(second.folder, "greeting"), "utf8")).toBe("hello moon");
});

test("A step that fails leaves nothing that could be taken for a result", async () => {
	const failing = step("world", () => {
		throw new Error("no paper");
	});
	await expect(runStep(failing)).rejects.toThrow("no paper");
	expect(await readdir(path.join(cache, "greeting"))).toEqual([]);
});

test("Two builds of the same step at once both get the result", async () => {
	const [first, second] = await Promise.all([runStep(step("world")), runStep(step("world"))]);
	expect(first).toEqual(second);
	expect(await readdir(first.folder)).toEqual(["greeting"]);
});

test("Only the results used last are kept", async () => {
	const names = ["a", "b", "c", "d", "e"];
	for (const name of names) await runStep(step(name));
	const kept = (await readdir(path.join(cache, "greeting"))).length;
	expect(kept).toBe(3);
	const onBuild = vi.fn();
	await runStep(step("e", onBuild));
	expect(onBuild).not.toHaveBeenCalled();
});

test("A program that fails shows its last words", async () => {
	const failing: Step = {
		...step("x"),
		build: async (work) => void (await work.run("bash", ["-c", "echo the disk is full >&2; exit 3"])),
	};
	await expect(runStep(failing)).rejects.toThrow(/exit code 3[\s\S]*the disk is full/);
});
