/** Bundles the workers of the editor, each into one script that the site serves. */
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = `${root}components/editor/workers/`;

const monacoWorker = `${root}node_modules/monaco-editor/esm/vs/editor/editor.worker.js`;

const replacements: Plugin = {
	name: "replacements",
	setup(plugin) {
		// monaco-yaml still knows the place from before Monaco named its exports.
		plugin.onResolve({ filter: /^monaco-editor\/esm\/vs\/editor\/editor[.]worker(?:[.]js)?$/ }, () => ({ path: monacoWorker }));
		plugin.onResolve({ filter: /^[.]\/dockerRegistryClient$/ }, () => ({ path: `${sources}registry-client.ts` }));
	},
};

/** Writes `public/editor/`. */
export async function buildEditorWorkers(): Promise<void> {
	await build({
		entryPoints: {
			editor: monacoWorker,
			dockerfile: `${sources}dockerfile.ts`,
			yaml: `${root}node_modules/monaco-yaml/yaml.worker.js`,
		},
		outdir: `${root}public/editor`,
		bundle: true,
		format: "esm",
		platform: "browser",
		target: "es2023",
		minify: true,
		legalComments: "linked",
		logLevel: "warning",
		plugins: [replacements],
	});
}
