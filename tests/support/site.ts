/** The production build, served as `npm start` serves it, on a port of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePorts } from "./free-ports.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY_WITHIN_MS = 30_000;

export interface Site {
	/** Such as `http://localhost:41234`. */
	readonly origin: string;
	stop(): Promise<void>;
}

/** `settings` are environment variables. @throws when `next build` has not been run, or the server does not come up */
export async function startSite(settings: Readonly<Record<string, string>> = {}): Promise<Site> {
	// The second one is for previews.
	const [port] = await freePorts(2);
	const server = spawn(process.execPath, ["cli/serve.mjs"], {
		cwd: ROOT,
		env: { ...process.env, ...settings, PORT: String(port) },
		stdio: ["ignore", "pipe", "pipe"],
	});
	try {
		await untilReady(server);
	} catch (error) {
		server.kill("SIGKILL");
		throw error;
	}
	return {
		origin: `http://localhost:${port}`,
		async stop() {
			if (server.exitCode !== null) return;
			server.kill();
			await once(server, "exit");
		},
	};
}

async function untilReady(server: ChildProcess): Promise<void> {
	let said = "";
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error(`next start is not ready after ${READY_WITHIN_MS} ms:\n${said}`)),
			READY_WITHIN_MS,
		);
		function hear(text: Buffer): void {
			said += text;
			if (!/Ready in/i.test(said)) return;
			clearTimeout(timer);
			resolve();
		}
		server.stdout?.on("data", hear);
		server.stderr?.on("data", hear);
		server.on("exit", (code) => {
			clearTimeout(timer);
			reject(new Error(`next start ended with ${code}:\n${said}`));
		});
	});
}
