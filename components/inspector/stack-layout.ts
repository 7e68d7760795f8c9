/** Where layers are drawn: a column for each image, the bottom layer below, and one wide block for a layer that several images share. */
import type { ImageView, LayerView } from "#workspace/engine/model.ts";
import { groupBy } from "./group-by.ts";

export interface Block {
	readonly chain: string;
	readonly layer: LayerView;
	/** 0 is the bottom. */
	readonly row: number;
	/** Columns from `from` up to, without, `to`. */
	readonly from: number;
	readonly to: number;
}

export interface StackLayout {
	/** In the order of the columns. */
	readonly images: readonly ImageView[];
	/** Column by column from the left, each from the bottom. */
	readonly blocks: readonly Block[];
	readonly rows: number;
}

/** Images that share layers stand side by side; otherwise their order is kept. */
export function layOutStacks(images: readonly ImageView[]): StackLayout {
	const ordered: ImageView[] = [];
	const blocks: Block[] = [];

	/** `group` shares its lowest `row` layers. */
	function place(group: readonly ImageView[], row: number): void {
		ordered.push(...group.filter(({ layers }) => layers.length === row));
		const above = groupBy(
			group.filter(({ layers }) => layers.length > row),
			({ layers }) => layers[row]?.chain ?? "",
		);
		for (const [chain, sharing] of above) {
			const layer = sharing[0]?.layers[row];
			if (!layer) continue;
			const from = ordered.length;
			blocks.push({ chain, layer, row, from, to: from + sharing.length });
			place(sharing, row + 1);
		}
	}
	place(images, 0);
	return { images: ordered, blocks, rows: Math.max(0, ...images.map(({ layers }) => layers.length)) };
}

/** The block that an arrow key leads to; undefined at the edge. */
export function neighbour(
	layout: StackLayout,
	from: Block,
	column: number,
	key: string,
): { block: Block; column: number } | undefined {
	const at = (row: number, wanted: number) =>
		layout.blocks.find((block) => block.row === row && block.from <= wanted && wanted < block.to);
	if (key === "ArrowUp" || key === "ArrowDown") {
		const row = from.row + (key === "ArrowUp" ? 1 : -1);
		// Up from a shared layer: into the nearest stack that goes on.
		const columns = [column, ...Array.from({ length: from.to - from.from }, (_, index) => from.from + index)];
		for (const wanted of columns) {
			const block = at(row, wanted);
			if (block) return { block, column: wanted };
		}
		return undefined;
	}
	const wanted = key === "ArrowRight" ? from.to : key === "ArrowLeft" ? from.from - 1 : -1;
	for (let row = from.row; row >= 0; row--) {
		const block = at(row, wanted);
		if (block) return { block, column: wanted };
	}
	return undefined;
}

/** Bytes of all images if each kept its own layers, and as they are kept; null while a size is not known. */
export function savedBytes(images: readonly ImageView[]): { readonly apart: number; readonly together: number } | null {
	const sizes = new Map<string, number>();
	let apart = 0;
	for (const { layers } of images) {
		for (const { chain, sizeBytes } of layers) {
			if (sizeBytes === null) return null;
			apart += sizeBytes;
			sizes.set(chain, sizeBytes);
		}
	}
	return { apart, together: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) };
}
