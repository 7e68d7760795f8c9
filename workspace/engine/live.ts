/** Values of the engine view by name, as words for prose. */
import type { EnginePart, EngineViewState } from "./model.ts";

/** Undefined while it is not known, and for a name or an object that there is not. */
export function liveValue(state: EngineViewState, value: string): string | undefined {
	const [, kind, name = "", property] = /^(container|image):(.+)\.(\w+)$/.exec(value) ?? [];
	if (kind === "container") return containerValue(state, name, property ?? "");
	if (kind === "image") return imageValue(state, name, property ?? "");
	const { host, processes, containers, images } = state;
	switch (value) {
		case "containers.running":
			return state.ready ? String(containers.filter(({ status }) => status === "running").length) : undefined;
		case "containers.total":
			return state.ready ? String(containers.length) : undefined;
		case "images.total":
			return state.ready ? String(images.length) : undefined;
		case "host.uptime":
			return host ? durationWords(host.uptimeSeconds) : undefined;
		case "host.memory":
			return host ? sizeWords(host.memoryTotalBytes) : undefined;
		case "host.kernel":
			return host?.kernel || undefined;
		case "host.processes":
			return host ? String(processes.length) : undefined;
		default:
			return undefined;
	}
}

/** What has to be watched for it. */
export function partOfValue(value: string): EnginePart {
	return /^host\.|\.memory$/.test(value) ? "figures" : "objects";
}

function containerValue({ containers, use }: EngineViewState, name: string, property: string): string | undefined {
	const container = containers.find((one) => one.name === name || (name.length >= 4 && one.id.startsWith(name)));
	if (!container) return undefined;
	const memoryBytes = use[container.id]?.memoryBytes;
	switch (property) {
		case "pid":
			return container.pid === null ? undefined : String(container.pid);
		case "memory":
			return memoryBytes === undefined ? undefined : sizeWords(memoryBytes);
		case "ip":
			return container.networks.find(({ address }) => address !== "")?.address;
		default:
			return undefined;
	}
}

function imageValue({ images }: EngineViewState, name: string, property: string): string | undefined {
	const last = name.slice(name.lastIndexOf("/") + 1);
	const reference = last.includes(":") || last.includes("@") ? name : `${name}:latest`;
	const image = images.find(({ id, tags, digests }) => id === name || tags.includes(reference) || digests.includes(reference));
	if (!image) return undefined;
	if (property === "size") return sizeWords(image.sizeBytes);
	return property === "layers" ? String(image.layers.length) : undefined;
}

/** Decimal units, as `docker images` uses. */
function sizeWords(bytes: number): string {
	const [unit, size] = bytes < 999_500 ? ["kB", 1e3] : bytes < 999_500_000 ? ["MB", 1e6] : ["GB", 1e9];
	const value = bytes / size;
	return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

function durationWords(seconds: number): string {
	if (seconds < 100) return `${Math.round(seconds)} s`;
	if (seconds < 6000) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
	return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
