/** For the test beside: pushes and pulls in a dedicated worker, where the page's own registry lives. */
import { createRegistry } from "../registry.ts";
import { push, send } from "../support.contract.ts";
import { createOpfsStorage } from "./opfs-storage.ts";

self.addEventListener("message", (event: MessageEvent<{ folder: FileSystemDirectoryHandle; content: string }>) => {
	void answer(event.data.folder, event.data.content);
});

async function answer(folder: FileSystemDirectoryHandle, content: string): Promise<void> {
	const registry = createRegistry({ storage: createOpfsStorage(folder) });
	const digest = await push(registry, "from/worker", content);
	const pulled = await send(registry, `/v2/from/worker/blobs/${digest}`);
	self.postMessage({ digest, content: await pulled.text() });
}
