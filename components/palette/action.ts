import type { Keys } from "./keys.ts";

/** Something that a page can be told to do: by the command palette, and by keys if it has some. */
export interface Action {
	/** Unique on the page. */
	readonly id: string;
	/** As an order: "Open the editor". */
	readonly title: string;
	readonly group: string;
	readonly keys?: Keys;
	/** Other words that people may look for. */
	readonly also?: readonly string[];
	readonly run: () => void;
}

/** Keys that belong to one part of the page, for the list of shortcuts. */
export interface KeyGroup {
	readonly title: string;
	readonly keys: readonly { readonly keys: string; readonly what: string }[];
}
