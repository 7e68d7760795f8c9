import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp } from "vitest/browser";
import { digestOf } from "../digest.ts";
import { createRegistry } from "../registry.ts";
import { withBlob } from "../repository.ts";
import { describeStorageContract } from "../storage.contract.ts";
import { bytes, push, pushImage, send, start } from "../support.contract.ts";
import { createOpfsStorage } from "./opfs-storage.ts";

async function makeFolder(): Promise<{ folder: FileSystemDirectoryHandle; remove: () => Promise<void> }> {
	const root = await navigator.storage.getDirectory();
	const name = crypto.randomUUID();
	return {
		folder: await root.getDirectoryHandle(name, { create: true }),
		remove: () => root.removeEntry(name, { recursive: true }),
	};
}

describeStorageContract("the browser's files", async () => {
	const { folder, remove } = await makeFolder();
	return { open: async () => createOpfsStorage(folder), close: remove };
});

let folder: FileSystemDirectoryHandle;
let remove: () => Promise<void>;
beforeEach(async () => {
	({ folder, remove } = await makeFolder());
});
afterEach(() => remove());

test("What a worker pushed the page has too, and the other way round", async () => {
	const worker = new Worker(new URL("./opfs-worker.contract.ts", import.meta.url), { type: "module" });
	try {
		const answered = new Promise<unknown>((resolve, reject) => {
			worker.addEventListener("message", ({ data }) => resolve(data));
			worker.addEventListener("error", (event) => reject(new Error(event.message)));
		});
		worker.postMessage({ folder, content: "of the worker" });
		const digest = await digestOf(bytes("of the worker"));
		expect(await answered).toEqual({ digest, content: "of the worker" });
		const pulled = await send(createRegistry({ storage: createOpfsStorage(folder) }), `/v2/from/worker/blobs/${digest}`);
		expect(await pulled.text()).toBe("of the worker");
	} finally {
		worker.terminate();
	}
});

test("Two tabs at once lose nothing of each other", async () => {
	const tabs = [createOpfsStorage(folder), createOpfsStorage(folder)];
	const digests = await Promise.all(Array.from({ length: 20 }, (_, index) => digestOf(bytes(`blob ${index}`))));
	await Promise.all(
		digests.map((digest, index) => tabs[index % 2]?.updateRepository("a", (before) => withBlob(before, digest, 1))),
	);
	expect((await tabs[0]?.getRepository("a"))?.blobs.size).toBe(20);
});

test("A push that is more than the browser grants gets an error that Docker shows, and costs nothing that is there", async () => {
	const storage = createOpfsStorage(folder);
	const registry = createRegistry({ storage });
	const layer = await push(registry, "a", "layer");
	await pushImage(registry, "a", "v1", layer, 5);
	const location = await start(registry);

	const { usage = 0 } = await navigator.storage.estimate();
	const quota = { origin: pageOrigin(), quotaSize: usage + 500_000 };
	await devtools().send("Storage.overrideQuotaForOrigin", quota);
	try {
		const refused = await send(registry, location, { method: "PATCH", body: new Uint8Array(5_000_000) });
		expect(refused.status).toBe(413);
		const error = { code: "DENIED", message: expect.stringContaining("no space left"), detail: {} };
		expect(await refused.json()).toEqual({ errors: [error] });
	} finally {
		await devtools().send("Storage.overrideQuotaForOrigin", { origin: quota.origin });
	}
	expect((await send(registry, location)).headers.get("Range")).toBe("0-0");
	expect((await send(registry, `/v2/a/blobs/${layer}`)).status).toBe(200);
	expect((await send(registry, "/v2/a/manifests/v1")).status).toBe(200);
	expect((await send(registry, location, { method: "PATCH", body: new Uint8Array(5_000_000) })).status).toBe(202);
});

/** The part of the browser's own protocol that this needs. */
function devtools(): { send(method: string, parameters: { origin: string; quotaSize?: number }): Promise<unknown> } {
	return cdp() as unknown as ReturnType<typeof devtools>;
}

function pageOrigin(): string {
	return globalThis.location.origin;
}
