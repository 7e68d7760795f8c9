import { expect, it } from "vitest";
import { liveValue, partOfValue } from "./live.ts";
import type { ContainerView, EngineViewState, ImageView } from "./model.ts";

const state: EngineViewState = {
	ready: true,
	containers: [
		{ id: "c0ffee00", name: "web.1", status: "running", pid: 812, networks: [{ address: "" }, { address: "172.17.0.2" }] },
		{ id: "dead0000", name: "db", status: "exited", pid: null, networks: [] },
	] as unknown as ContainerView[],
	images: [
		{ id: "sha256:1", tags: ["registry.lab:5000/web:latest"], digests: [], sizeBytes: 4_321_000, layers: [{}, {}] },
	] as unknown as ImageView[],
	networks: [],
	volumes: [],
	use: { c0ffee00: { memoryBytes: 1_250_000, processorShare: null, processes: 1 } },
	processes: [],
	host: { kernel: "6.12", uptimeSeconds: 125, memoryTotalBytes: 512e6, memoryAvailableBytes: 1 },
	requests: [],
};

it.each([
	["containers.running", "1"],
	["containers.total", "2"],
	["images.total", "1"],
	["host.uptime", "2 min 5 s"],
	["host.memory", "512 MB"],
	["host.kernel", "6.12"],
	["host.processes", "0"],
	["container:web.1.pid", "812"],
	["container:web.1.memory", "1.3 MB"],
	["container:c0ffee.ip", "172.17.0.2"],
	["container:db.pid", undefined],
	["container:nobody.pid", undefined],
	["image:registry.lab:5000/web.size", "4.3 MB"],
	["image:registry.lab:5000/web:latest.layers", "2"],
	["image:web.layers", undefined],
	["host.colour", undefined],
	["", undefined],
])("%s is %s", (name, words) => {
	expect(liveValue(state, name)).toBe(words);
});

it("says nothing of lists that were not read yet", () => {
	expect(liveValue({ ...state, ready: false, host: null }, "containers.running")).toBeUndefined();
	expect(liveValue({ ...state, host: null }, "host.uptime")).toBeUndefined();
});

it("knows what has to be watched", () => {
	expect(["host.uptime", "container:web.memory", "container:web.pid", "image:web.size"].map(partOfValue)).toEqual([
		"figures",
		"figures",
		"objects",
		"objects",
	]);
});
