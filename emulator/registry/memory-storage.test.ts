import { expect, test } from "vitest";
import { createMemoryStorage } from "./memory-storage.ts";
import { createRegistry } from "./registry.ts";
import { withoutBlob } from "./repository.ts";
import { describeStorageContract } from "./storage.contract.ts";
import { push, pushImage, send } from "./support.contract.ts";

describeStorageContract("in memory", async () => {
	const storage = createMemoryStorage();
	return { open: async () => storage, close: async () => {} };
});

test("A push that finds the storage full gets an error that Docker shows, and costs nothing that is there", async () => {
	const storage = createMemoryStorage({ limitBytes: 20_000 });
	const registry = createRegistry({ storage });
	const layer = await push(registry, "a", "layer");
	await pushImage(registry, "a", "v1", layer, 5);

	const location = (await send(registry, "/v2/a/blobs/uploads/", { method: "POST" })).headers.get("Location") ?? "";
	const refused = await send(registry, location, { method: "PATCH", body: new Uint8Array(50_000) });
	expect(refused.status).toBe(413);
	expect(await refused.json()).toEqual({
		errors: [{ code: "DENIED", message: expect.stringContaining("no space left"), detail: {} }],
	});
	expect((await send(registry, location)).headers.get("Range")).toBe("0-0");
	await send(registry, location, { method: "DELETE" });

	const padding = "x".repeat(30_000);
	const manifest = (await (await send(registry, "/v2/a/manifests/v1")).json()) as { mediaType: string };
	const body = JSON.stringify({ ...manifest, annotations: { padding } });
	const headers = { "Content-Type": manifest.mediaType };
	expect((await send(registry, "/v2/a/manifests/v1", { method: "PUT", body, headers })).status).toBe(413);

	expect((await send(registry, `/v2/a/blobs/${layer}`)).status).toBe(200);
	expect(await (await send(registry, "/v2/a/manifests/v1")).json()).toEqual(manifest);
	expect(await storage.listUploads()).toEqual([]);
	expect(await storage.listBlobs()).toHaveLength(3);
	// Freed, the space is there again.
	await send(registry, `/v2/a/blobs/${layer}`, { method: "DELETE" });
	await push(registry, "a", "x".repeat(10_000));
});

test("A manifest is refused when a layer is deleted while it comes in", async () => {
	const storage = createMemoryStorage();
	const registry = createRegistry({
		storage: {
			...storage,
			async putBlob(digest, content) {
				await storage.updateRepository("a", (before) => before && withoutBlob(before, layer));
				await storage.putBlob(digest, content);
			},
		},
	});
	const layer = await push(registry, "a", "{}");
	const config = { mediaType: "application/octet-stream", digest: layer, size: 2 };
	const headers = { "Content-Type": "application/vnd.oci.image.manifest.v1+json" };
	const body = JSON.stringify({ schemaVersion: 2, config, layers: [] });
	const response = await send(registry, "/v2/a/manifests/v1", { method: "PUT", body, headers });
	expect([response.status, await response.json()]).toEqual([
		400,
		{ errors: [expect.objectContaining({ code: "MANIFEST_BLOB_UNKNOWN" })] },
	]);
	expect((await send(registry, "/v2/a/manifests/v1")).status).toBe(404);
});
