/** A machine in this process from the checkout's own bundle, whose parts arrive the way a test wants. */
import { readFile } from "node:fs/promises";
import { createAgentMachine } from "#emulator/agent/agent-machine.ts";
import { type Manifest, type Part, parseManifest } from "#emulator/bundle/manifest.ts";
import type { PartLoader } from "#emulator/bundle/part-store.ts";
import type { Machine } from "#emulator/machine.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER, nodeHost } from "#emulator/node/node-machine.ts";
import { V86Computer } from "#emulator/v86/v86-computer.ts";

/** What becomes of one request for a part: `flip` changes one bit of what arrives, `refuse` lets nothing arrive. */
export type PartFate = "pass" | "flip" | "refuse";

export interface PartRequest {
	readonly part: Part;
	/** Whether any cache was to be passed over. */
	readonly fresh: boolean;
	/** 1 for the first request for this part. */
	readonly attempt: number;
}

export interface FaultyParts extends PartLoader {
	/** Decides about each request. Default: everything passes. */
	fate: (request: PartRequest) => PartFate;
	readonly requests: readonly PartRequest[];
}

export async function bundleManifest(): Promise<Manifest> {
	return parseManifest(JSON.parse(await readFile(`${BUNDLE_FOLDER}/manifest.json`, "utf8")));
}

export function faultyParts(): FaultyParts {
	const folder = folderLoader(`${BUNDLE_FOLDER}/chunks`);
	const attempts = new Map<string, number>();
	const requests: PartRequest[] = [];
	const parts: FaultyParts = {
		fate: () => "pass",
		requests,
		async load(part, options) {
			const attempt = (attempts.get(part.sha256) ?? 0) + 1;
			attempts.set(part.sha256, attempt);
			const request = { part, fresh: options.fresh, attempt };
			requests.push(request);
			const fate = parts.fate(request);
			if (fate === "refuse") throw new Error("the test refuses this part");
			const stored = await folder.load(part, options);
			if (fate === "flip") flipBit(stored, part);
			return stored;
		},
	};
	return parts;
}

/** Not started. The test disposes of it. */
export function faultyMachine(parts: PartLoader, manifest: Manifest): Machine {
	return createAgentMachine(new V86Computer(nodeHost(parts, async () => manifest)));
}

/** Somewhere in the part, at a place that depends on its digest: the same in each run, and all over the bundle's parts. */
function flipBit(stored: Uint8Array, part: Part): void {
	const at = Number.parseInt(part.sha256.slice(0, 12), 16) % stored.byteLength;
	stored[at] = (stored[at] ?? 0) ^ (1 << (at % 8));
}
