import { expect, it } from "vitest";
import type { ImageView } from "#workspace/engine/model.ts";
import { layOutStacks, neighbour, savedBytes } from "./stack-layout.ts";

function image(id: string, ...diffIds: string[]): ImageView {
	return {
		id,
		tags: [id],
		digests: [],
		createdMs: null,
		sizeBytes: diffIds.length * 10,
		architecture: "386",
		history: [],
		layers: diffIds.map((diffId, index) => ({
			chain: diffIds.slice(0, index + 1).join(" "),
			diffId,
			sizeBytes: 10,
			instruction: null,
		})),
	};
}

const images = [
	image("python", "debian", "python"),
	image("busybox", "busybox"),
	image("debian", "debian"),
	image("web", "debian", "python", "app"),
];

it("draws a shared layer once, under every image that stands on it, and keeps those together", () => {
	const layout = layOutStacks(images);
	expect(layout.images.map(({ id }) => id)).toEqual(["debian", "python", "web", "busybox"]);
	expect(layout.rows).toBe(3);
	expect(layout.blocks.map(({ chain, row, from, to }) => [chain, row, from, to])).toEqual([
		["debian", 0, 0, 3],
		["debian python", 1, 1, 3],
		["debian python app", 2, 2, 3],
		["busybox", 0, 3, 4],
	]);
});

it("does not take equal content on another base for the same layer", () => {
	const layout = layOutStacks([image("a", "x", "same"), image("b", "y", "same")]);
	expect(layout.blocks).toHaveLength(4);
});

it("draws two images of the same layers as one stack with two names", () => {
	const layout = layOutStacks([image("a", "x", "y"), image("b", "x", "y")]);
	expect(layout.blocks.map(({ from, to }) => [from, to])).toEqual([
		[0, 2],
		[0, 2],
	]);
});

it("leads by arrow keys up, down and across, and nowhere beyond an edge", () => {
	const layout = layOutStacks(images);
	const [debian, python, app, busybox] = layout.blocks;
	if (!debian || !python || !app || !busybox) throw new Error("blocks are missing");
	// Nothing stands on debian in its own column: up leads into the next stack.
	expect(neighbour(layout, debian, 0, "ArrowUp")).toEqual({ block: python, column: 1 });
	expect(neighbour(layout, python, 2, "ArrowUp")).toEqual({ block: app, column: 2 });
	expect(neighbour(layout, app, 2, "ArrowDown")).toEqual({ block: python, column: 2 });
	expect(neighbour(layout, app, 2, "ArrowRight")).toEqual({ block: busybox, column: 3 });
	expect(neighbour(layout, busybox, 3, "ArrowRight")).toBeUndefined();
	expect(neighbour(layout, debian, 0, "ArrowDown")).toBeUndefined();
	expect(neighbour(layout, debian, 0, "Enter")).toBeUndefined();
});

it("says what sharing saves, and nothing while a size is not known", () => {
	expect(savedBytes(images)).toEqual({ apart: 70, together: 40 });
	const unknown = image("x", "x");
	expect(savedBytes([{ ...unknown, layers: unknown.layers.map((layer) => ({ ...layer, sizeBytes: null })) }])).toBeNull();
});

it("has nothing to draw without images", () => {
	expect(layOutStacks([])).toEqual({ images: [], blocks: [], rows: 0 });
});
