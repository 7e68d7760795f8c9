// `npm start`: from a fresh clone to the site on http://localhost:3000.
import { spawn } from "node:child_process";
import net from "node:net";
import { main, repository, SetupError, seconds } from "./run.mjs";
import { setUp } from "./set-up.mjs";

const port = Number(process.env.PORT ?? "3000");

await main(async () => {
	// The port after it is for previews.
	if (!Number.isInteger(port) || port < 1 || port > 65534)
		throw new SetupError(`PORT is "${process.env.PORT}", which is not a port.`);
	const startedMs = performance.now();
	// Asked first: nobody wants to learn it after a build.
	await requireFreePort(port);
	await requireFreePort(port + 1);
	await setUp();
	return serve(startedMs);
});

/**
 * @param {number} wanted
 * @throws SetupError when another program listens there
 */
function requireFreePort(wanted) {
	return new Promise((resolve, reject) => {
		const probe = net.createServer();
		probe.once("error", (error) => {
			const taken = /** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE";
			const what = taken ? "is in use by another program" : `cannot be used (${error.message})`;
			const purpose = wanted === port ? "" : ", which previews need beside the site's,";
			reject(new SetupError(`Port ${wanted}${purpose} ${what}. Stop that program, or choose another port:  PORT=4000 npm start`));
		});
		probe.listen(wanted, () => probe.close(() => resolve(undefined)));
	});
}

/**
 * Serves until this process is told to stop.
 * @param {number} startedMs
 * @returns {Promise<number>} the server's exit code
 */
function serve(startedMs) {
	return new Promise((resolve) => {
		const server = spawn(process.execPath, ["cli/serve.mjs"], {
			cwd: repository,
			stdio: ["ignore", "pipe", "inherit"],
			env: { ...process.env, PORT: String(port) },
		});
		let ready = false;
		server.stdout.setEncoding("utf8").on("data", (text) => {
			if (ready) process.stdout.write(text);
			else if (text.includes("Ready in")) {
				ready = true;
				console.log(
					`\nSlipway is at http://localhost:${port} (after ${seconds(performance.now() - startedMs)}). Ctrl-C ends it.`,
				);
			}
		});
		for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => server.kill(signal));
		server.once("close", (code, signal) => resolve(signal === null ? (code ?? 1) : 0));
	});
}
