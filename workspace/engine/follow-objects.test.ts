import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followObjects } from "./follow-objects.ts";
import type { EngineViewState } from "./model.ts";
import { containerAnswer, networkAnswer, type ScriptedEngine, scriptedEngine } from "./scripted-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function engineWith(containers: Record<string, unknown>): ScriptedEngine {
	const engine = scriptedEngine();
	engine.answers.set("/networks", [{ Id: "id-bridge" }]);
	engine.answers.set("/networks/id-bridge", networkAnswer("bridge"));
	engine.answers.set("/volumes", { Volumes: null });
	engine.answers.set("/images/json", []);
	list(engine, containers);
	return engine;
}

function list(engine: ScriptedEngine, containers: Record<string, unknown>): void {
	for (const path of [...engine.answers.keys()]) if (path.startsWith("/containers/")) engine.answers.delete(path);
	engine.answers.set(
		"/containers/json",
		Object.keys(containers).map((Id) => ({ Id })),
	);
	for (const [id, answer] of Object.entries(containers)) engine.answers.set(`/containers/${id}/json`, answer);
}

function follow(engine: ScriptedEngine) {
	const stop = new AbortController();
	const state: Partial<EngineViewState> = {};
	const reports: Partial<EngineViewState>[] = [];
	const done = followObjects(engine.machine, stop.signal, (change) => {
		reports.push(change);
		Object.assign(state, change);
	});
	return { stop, state, reports, done };
}

/** Long enough for what an event starts, and much shorter than the pause before the stream is opened again. */
const settled = () => vi.advanceTimersByTimeAsync(500);
const names = (state: Partial<EngineViewState>) => state.containers?.map(({ name, status }) => `${name} ${status}`);

describe("what the engine has", () => {
	it("is listed once, and nothing more is asked while nothing happens", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web") });
		const { stop, state, done } = follow(engine);
		await settled();
		expect(names(state)).toEqual(["web running"]);
		expect(state.ready).toBe(true);
		expect(engine.asked()).toEqual([
			"/events",
			"/containers/json",
			"/containers/a/json",
			"/networks",
			"/networks/id-bridge",
			"/volumes",
			"/images/json",
		]);
		await vi.advanceTimersByTimeAsync(3_600_000);
		expect(engine.asked()).toEqual([]);
		stop.abort();
		await done;
		expect(vi.getTimerCount()).toBe(0);
	});

	it("is read again where an event touches it, once for several events, and nowhere else", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web"), b: containerAnswer("b", "db") });
		const { stop, state, done } = follow(engine);
		await settled();
		engine.asked();
		engine.answers.set("/containers/a/json", containerAnswer("a", "web", { status: "exited" }));
		for (const action of ["kill", "die", "stop"]) engine.tell("container", action, "a");
		await settled();
		expect(engine.asked()).toEqual(["/containers/a/json"]);
		expect(names(state)).toEqual(["web exited", "db running"]);
		engine.tell("container", "exec_start: sh", "b");
		engine.tell("volume", "mount", "data");
		await settled();
		expect(engine.asked()).toEqual([]);
		stop.abort();
		await done;
	});

	it("is read once for events that follow each other closely, but not later than a second after the first", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web") });
		const { stop, done } = follow(engine);
		await settled();
		engine.asked();
		const tellAfter = async (waitsMs: readonly number[]) => {
			for (const waitMs of waitsMs) {
				await vi.advanceTimersByTimeAsync(waitMs);
				engine.tell("container", "start", "a");
			}
		};
		await tellAfter([0, 200, 200]);
		await vi.advanceTimersByTimeAsync(240);
		expect(engine.asked()).toEqual([]);
		await vi.advanceTimersByTimeAsync(260);
		expect(engine.asked()).toEqual(["/containers/a/json"]);
		await tellAfter([0, 200, 200, 200, 200, 200, 200]);
		expect(engine.asked()).toEqual(["/containers/a/json"]);
		stop.abort();
		await done;
	});

	it("is gone when the engine says that there is no such thing", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web") });
		const { stop, state, done } = follow(engine);
		await settled();
		list(engine, {});
		engine.tell("container", "destroy", "a");
		await settled();
		expect(state.containers).toEqual([]);
		stop.abort();
		await done;
	});

	it("is changed on both sides when a container joins a network", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web") });
		const { stop, state, done } = follow(engine);
		await settled();
		engine.answers.set("/networks/id-bridge", networkAnswer("bridge", { a: "172.17.0.2/16" }));
		engine.answers.set("/containers/a/json", containerAnswer("a", "web", { networks: { bridge: "172.17.0.2" } }));
		engine.tell("network", "connect", "id-bridge", { container: "a" });
		await settled();
		expect(state.networks?.[0]?.attached).toEqual([{ containerId: "a", name: "a", address: "172.17.0.2" }]);
		expect(state.containers?.[0]?.networks).toMatchObject([{ network: "bridge", address: "172.17.0.2" }]);
		stop.abort();
		await done;
	});

	it("is not missed when it happens while the lists are read", async () => {
		const engine = engineWith({});
		engine.onRequest = (path) => {
			if (path !== "/images/json") return;
			engine.onRequest = () => {};
			list(engine, { late: containerAnswer("late", "late") });
			engine.tell("container", "create", "late");
		};
		const { stop, state, done } = follow(engine);
		await settled();
		expect(names(state)).toEqual(["late running"]);
		expect(state.ready).toBe(true);
		stop.abort();
		await done;
	});

	it("is listed anew after the engine was away, and stays as it was meanwhile", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web"), b: containerAnswer("b", "db") });
		const { stop, state, done } = follow(engine);
		await settled();
		engine.listening = false;
		engine.breakOff();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(state.ready).toBe(false);
		expect(names(state)).toEqual(["web running", "db running"]);
		list(engine, { b: containerAnswer("b", "db", { status: "exited" }) });
		engine.listening = true;
		await vi.advanceTimersByTimeAsync(3000);
		expect(names(state)).toEqual(["db exited"]);
		expect(state.ready).toBe(true);
		stop.abort();
		await done;
	});

	it("leaves out an answer of another shape, and keeps the rest", async () => {
		const engine = engineWith({ a: containerAnswer("a", "web"), b: { Id: "b", Name: 7 } });
		const { stop, state, done } = follow(engine);
		await settled();
		expect(names(state)).toEqual(["web running"]);
		engine.tell("container", "start", "<script>");
		await settled();
		expect(state.ready).toBe(true);
		stop.abort();
		await done;
	});
});

describe("an image", () => {
	const id = `sha256:${"1".repeat(64)}`;

	function withImage(configuration: unknown): ScriptedEngine {
		const engine = engineWith({});
		engine.answers.set("/images/json", [{ Id: id, RepoTags: ["web:1"], RepoDigests: null }]);
		engine.answers.set(`/images/${id}/json`, {
			Id: id,
			Created: "2026-01-01T00:00:00Z",
			Size: 30,
			Architecture: "386",
			RootFS: { Layers: ["sha256:base", "sha256:empty"] },
		});
		engine.answers.set(`/images/${id}/history`, [
			{ CreatedBy: "CMD sh", Size: 0 },
			{ CreatedBy: "RUN true", Size: 0 },
			{ CreatedBy: "COPY / /", Size: 30 },
		]);
		if (configuration)
			engine.answers.set(`/var/lib/docker/image/overlay2/imagedb/content/sha256/${"1".repeat(64)}`, configuration);
		return engine;
	}

	it("has its layers from the bottom, each with what made it, also one that is empty", async () => {
		const engine = withImage({ history: [{}, {}, { empty_layer: true }] });
		const { stop, state, done } = follow(engine);
		await settled();
		expect(state.images).toMatchObject([
			{
				tags: ["web:1"],
				layers: [
					{ diffId: "sha256:base", chain: "sha256:base", sizeBytes: 30, instruction: "COPY / /" },
					{ diffId: "sha256:empty", chain: "sha256:base sha256:empty", sizeBytes: 0, instruction: "RUN true" },
				],
				history: [{ layer: 0 }, { layer: 1 }, { text: "CMD sh", layer: null }],
			},
		]);
		stop.abort();
		await done;
	});

	it("does not guess which instruction made which layer when nobody says so", async () => {
		const { stop, state, done } = follow(withImage(undefined));
		await settled();
		expect(state.images?.[0]?.layers.map(({ instruction, sizeBytes }) => [instruction, sizeBytes])).toEqual([
			[null, null],
			[null, null],
		]);
		stop.abort();
		await done;
	});

	it("is read once: later only names are asked for", async () => {
		const engine = withImage({ history: [{}, {}, { empty_layer: true }] });
		const { stop, state, done } = follow(engine);
		await settled();
		engine.asked();
		engine.answers.set("/images/json", [{ Id: id, RepoTags: ["web:1", "web:2"], RepoDigests: ["<none>@<none>"] }]);
		engine.tell("image", "tag", id);
		await settled();
		expect(engine.asked()).toEqual(["/images/json"]);
		expect(state.images).toMatchObject([{ tags: ["web:1", "web:2"], digests: [] }]);
		stop.abort();
		await done;
	});
});
