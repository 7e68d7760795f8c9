/** Bundles the machine's worker, v86 included, into the one script that the site serves. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { installedV86Version } from "#emulator/node/node-machine.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Writes `public/machine/worker.js`. */
export async function buildWorker(): Promise<void> {
	await mkdir(`${root}public/machine`, { recursive: true });
	await build({
		entryPoints: [`${root}emulator/worker/main.ts`],
		outfile: `${root}public/machine/worker.js`,
		bundle: true,
		format: "esm",
		platform: "browser",
		target: "es2023",
		minify: true,
		sourcemap: true,
		legalComments: "linked",
		logLevel: "warning",
		define: { V86_VERSION: JSON.stringify(installedV86Version()) },
		// v86 asks for these under Node only, behind a test that is false in a browser.
		external: ["node:*", "fs", "crypto", "perf_hooks"],
	});
}
