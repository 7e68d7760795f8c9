/** The specification on the function itself, and over HTTP on a folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createMemoryStorage } from "#emulator/registry/memory-storage.ts";
import { openFolderStorage } from "#emulator/registry/node/folder-storage.ts";
import { createRegistry } from "#emulator/registry/registry.ts";
import { serveRegistry } from "../../cli/registry-server.ts";
import { describeSpecification } from "./specification/specification.ts";

describeSpecification("as a function over memory", async () => {
	const { handle } = createRegistry({ storage: createMemoryStorage() });
	return { send: (url, init) => handle(new Request(new URL(url, "http://registry.lab"), init)), close: async () => {} };
});

describeSpecification("over HTTP and a folder", async () => {
	const folder = await mkdtemp(path.join(tmpdir(), "slipway-registry-"));
	const storage = await openFolderStorage(folder);
	const server = await serveRegistry(createRegistry({ storage }).handle, 0);
	return {
		send: (url, init) => fetch(server.origin + url, init),
		async close() {
			await server.close();
			await storage.close();
			await rm(folder, { recursive: true });
		},
	};
});
