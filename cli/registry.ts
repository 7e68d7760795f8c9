/** `slipway registry serve`. */
import { once } from "node:events";
import { createAccess } from "#emulator/registry/access.ts";
import { AccountInvalidError, Accounts } from "#emulator/registry/accounts.ts";
import { createMemoryStorage } from "#emulator/registry/memory-storage.ts";
import { FolderUnusableError, openFolderStorage } from "#emulator/registry/node/folder-storage.ts";
import { createRegistry } from "#emulator/registry/registry.ts";
import { serveRegistry } from "./registry-server.ts";

export interface Credentials {
	readonly name: string;
	readonly password: string;
}

interface ServeOptions {
	readonly port: number;
	/** Folder; without it, what is pushed stays in memory. */
	readonly dir?: string;
	/** Made, or given these passwords. */
	readonly user?: readonly Credentials[];
}

/** Serves until the process is interrupted. Tells what keeps it from that and sets the exit code. */
export async function serveCommand(options: ServeOptions): Promise<void> {
	try {
		const storage =
			options.dir === undefined ? { ...createMemoryStorage(), close: async () => {} } : await openFolderStorage(options.dir);
		try {
			await serve(storage, options);
		} finally {
			await storage.close();
		}
	} catch (error) {
		const message = explain(error, options.port);
		if (message === undefined) throw error;
		console.error(`slipway: ${message}`);
		process.exitCode = 1;
	}
}

async function serve(storage: Awaited<ReturnType<typeof openFolderStorage>>, options: ServeOptions): Promise<void> {
	const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
	const accounts = await Accounts.open(storage.accounts);
	for (const { name, password } of options.user ?? []) await accounts.set(name, password);
	const registry = createRegistry({
		storage,
		// Also the accounts of an earlier run in this folder.
		...(accounts.names.length > 0 && { access: createAccess(accounts, "Slipway registry") }),
		log: (message) => console.error(`slipway: ${message}`),
	});
	await registry.sweepUploads();
	await registry.collectGarbage();
	const server = await serveRegistry(registry.handle, options.port);
	const kept = options.dir === undefined ? "in memory, until this ends" : `in ${options.dir}`;
	const users = accounts.names.length > 0 ? ` Accounts: ${accounts.names.join(", ")}.` : "";
	console.log(`A registry listens on ${server.origin} and keeps what is pushed ${kept}.${users} Ctrl-C ends it.`);
	await interrupted;
	await server.close();
}

/** For people; undefined when it is no mistake of theirs. */
function explain(error: unknown, port: number): string | undefined {
	if (error instanceof FolderUnusableError || error instanceof AccountInvalidError) return error.message;
	const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
	if (code === "EADDRINUSE") return `Port ${port} is in use by another program. Choose another one with --port.`;
	if (code === "EACCES") return `Port ${port} is not free for ordinary users. Choose one above 1023 with --port.`;
	return undefined;
}
