/** The workers of the editor. `npm run build` bundles each into a script of the site (cli/build-editor-workers.ts). */
import { editor } from "monaco-editor/editor/editor.api.js";

type EditorWorker = "editor" | "dockerfile" | "yaml";

export function startWorker(name: EditorWorker): Worker {
	return new Worker(`/editor/${name}.js`, { type: "module", name: `slipway-${name}` });
}

/** A worker that is told of the models it is asked about. */
export interface LanguageWorker<Service extends object> {
	/** The worker's service, when it has the text of `model` as it is now. Starts the worker when it is first needed. */
	about(model: editor.ITextModel): Promise<Service>;
	dispose(): void;
}

export function languageWorker<Service extends object>(name: EditorWorker): LanguageWorker<Service> {
	let running: { readonly worker: Worker; readonly client: editor.MonacoWebWorker<Service> } | undefined;
	return {
		about(model) {
			if (!running) {
				const worker = startWorker(name);
				// Monaco's protocol begins after the first message, which carries what the service is made of: here nothing.
				worker.postMessage(null);
				running = { worker, client: editor.createWebWorker<Service>({ worker }) };
			}
			return running.client.withSyncedResources([model.uri]);
		},
		dispose() {
			running?.client.dispose();
			running?.worker.terminate();
			running = undefined;
		},
	};
}
