/** Monaco gives no types for what runs in its workers. */
declare module "monaco-editor/editor/editor.worker.js" {
	export interface WorkerContext {
		/** The models that the page has synchronised with this worker. */
		getMirrorModels(): readonly {
			readonly uri: { toString(): string };
			readonly version: number;
			getValue(): string;
		}[];
	}
	/** Makes the worker answer calls of the object that `make` returns. */
	export function initialize<Data>(make: (context: WorkerContext, data: Data) => object): void;
}

/** The place at which libraries around Monaco look for its types, from before it named its exports. */
declare module "monaco-editor/esm/vs/editor/editor.api.js" {
	// biome-ignore lint/performance/noReExportAll: nothing is loaded, it is types alone
	export * from "monaco-editor/editor/editor.api.js";
}
