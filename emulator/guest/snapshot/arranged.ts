/** The step that brings the saved state into the order in which it is stored. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { arrange, BLOCK_BYTES, encodePlaces } from "../../bundle/block-order.ts";
import { digestOfPaths } from "../build/digest.ts";
import { runStep } from "../build/step.ts";
import { orderByKind } from "./alike.ts";
import type { BuiltSnapshot } from "./snapshot.ts";

const sources = ["./alike.ts", "./arranged.ts", "../../bundle/block-order.ts"].map(
	(name) => new URL(name, import.meta.url).pathname,
);

export interface ArrangedState {
	readonly statePath: string;
	readonly placesPath: string;
	readonly headBytes: number;
	readonly digest: string;
}

const factsSchema = z.strictObject({ headBytes: z.int().describe("Bytes of the state before its first block") });

export async function arrangeState(snapshot: BuiltSnapshot): Promise<ArrangedState> {
	const built = await runStep({
		name: "arranged",
		title: "bringing alike pages together",
		inputs: { from: snapshot.digest, recipe: await digestOfPaths(sources) },
		typicalSeconds: 6,
		build: async (work) => {
			const state = new Uint8Array(await readFile(snapshot.statePath));
			const order = orderByKind(state, startOfMemory(state) % BLOCK_BYTES);
			await writeFile(path.join(work.folder, "state.bin"), arrange(state, order));
			await writeFile(path.join(work.folder, "places.bin"), encodePlaces(order.places));
			await writeFile(path.join(work.folder, "facts.json"), JSON.stringify({ headBytes: order.headBytes }));
		},
	});
	const { headBytes } = factsSchema.parse(JSON.parse(await readFile(path.join(built.folder, "facts.json"), "utf8")));
	return {
		statePath: path.join(built.folder, "state.bin"),
		placesPath: path.join(built.folder, "places.bin"),
		headBytes,
		digest: built.digest,
	};
}

const HEADER_BYTES = 16;

const treeSchema = z.object({ buffer_infos: z.array(z.object({ offset: z.int(), length: z.int() })) });

/** Where v86's saved state has the guest's memory: the largest of its buffers, which follow a header and a description in JSON. */
function startOfMemory(state: Uint8Array): number {
	const jsonBytes = new DataView(state.buffer, state.byteOffset).getUint32(HEADER_BYTES - 4, true);
	const json = new TextDecoder().decode(state.subarray(HEADER_BYTES, HEADER_BYTES + jsonBytes));
	const [memory] = treeSchema.parse(JSON.parse(json)).buffer_infos.sort((a, b) => b.length - a.length);
	if (!memory) throw new Error("the saved state has no buffers");
	return Math.ceil((HEADER_BYTES + jsonBytes) / 4) * 4 + memory.offset;
}
