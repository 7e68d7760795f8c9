/** `slipway lesson preview`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";
import { createPreviewServer } from "#preview/server.mjs";
import { buildPreview } from "../build-preview.ts";
import { buildWorker } from "../build-worker.ts";
import { chooseLessons } from "./choose.ts";

interface PreviewOptions {
	readonly port: number;
}

/**
 * Serves the site as it is while one works on it, until it is interrupted. Pages of lessons follow the files (app/lessons/changes); a mistake
 * in one is shown on the page.
 */
export async function previewCommand(name: string, { port }: PreviewOptions): Promise<void> {
	if ((await chooseLessons([name], lessonPlaces(repositoryFolder).content)) === undefined) return;
	await buildWorker();
	await buildPreview();
	const previews = createPreviewServer();
	previews.listen(port + 1);
	await once(previews, "listening");
	const next = join(repositoryFolder, "node_modules", "next", "dist", "bin", "next");
	const site = spawn(process.execPath, [next, "dev", "--port", String(port)], {
		cwd: repositoryFolder,
		stdio: ["ignore", "pipe", "inherit"],
		env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
	});
	let ready = false;
	site.stdout.setEncoding("utf8").on("data", (text: string) => {
		if (ready || !text.includes("Ready in")) return;
		ready = true;
		console.log(`http://localhost:${port}/lessons/${name} follows what you write. Ctrl-C ends it.`);
	});
	const stop = (): void => {
		site.kill("SIGTERM");
	};
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
	const [code] = (await once(site, "close")) as [number | null];
	previews.closeAllConnections();
	previews.close();
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
	process.exitCode = ready ? 0 : (code ?? 1);
}
