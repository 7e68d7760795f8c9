/**
 * Serves what is built: the site at `PORT` (default 3000), and the few files of the previews' origins at the port after it. Plain Node,
 * so that it runs where nothing but the built site is. `SLIPWAY_PREVIEW_ORIGIN` and `SLIPWAY_SITE_ORIGIN` say by which names browsers
 * reach the two where that is not this computer (docs/decisions/013-previews-on-origins-of-their-own.md).
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createPreviewServer } from "../preview/server.mjs";

const repository = fileURLToPath(new URL("..", import.meta.url));
const port = Number(process.env.PORT ?? "3000");
const previewPort = port + 1;

const { SLIPWAY_PREVIEW_ORIGIN: previewOrigin, SLIPWAY_SITE_ORIGIN: siteOrigin } = process.env;
const previews = createPreviewServer({ ...(previewOrigin && { previewOrigin }), ...(siteOrigin && { siteOrigin }) });
previews.once("error", (error) => {
	const taken = /** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE";
	const what = taken ? "is in use by another program" : `cannot be used (${error.message})`;
	process.stderr.write(`Port ${previewPort}, where previews are served, ${what}.\n`);
	process.exit(1);
});
previews.listen(previewPort, () => {
	const site = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "--port", String(port)], {
		cwd: repository,
		stdio: "inherit",
		env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
	});
	for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => site.kill(signal));
	site.once("close", (code, signal) => {
		previews.closeAllConnections();
		previews.close();
		process.exitCode = signal === null ? (code ?? 1) : 0;
	});
});
