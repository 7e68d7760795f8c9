/** Bundles the scripts of the previews' origins, which preview/server.mjs serves. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { builtFolder } from "#preview/server.mjs";

const source = fileURLToPath(new URL("../preview/", import.meta.url));

/** Writes `.preview/`. */
export async function buildPreview(): Promise<void> {
	await build({
		entryPoints: ["bridge", "landing", "page", "worker"].map((name) => `${source}${name}.ts`),
		outdir: builtFolder,
		bundle: true,
		// Not modules: a page's first script must run before everything else of it.
		format: "iife",
		platform: "browser",
		target: "es2023",
		minify: true,
		logLevel: "warning",
	});
}
