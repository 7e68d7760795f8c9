/** A registry on any storage: after a reload, with damaged content, and when content is dropped. */
import { beforeEach, describe, expect, it } from "vitest";
import { digestOf } from "./digest.ts";
import { createRegistry, type Registry, type RegistryOptions } from "./registry.ts";
import type { RegistryStorage } from "./storage.ts";
import { broken, bytes, push, pushImage, send, start, streamOf } from "./support.contract.ts";

/** Inside of a group of tests: `open` gives the storage as somebody finds it who comes at that moment. */
export function describeRegistryContract(open: () => Promise<RegistryStorage>): void {
	describe("with a registry on it", () => {
		const logged: string[] = [];
		let nowMs: number;
		let storage: RegistryStorage;

		beforeEach(async () => {
			storage = await open();
			logged.length = 0;
			nowMs = Date.now();
		});

		async function registry(options: Partial<RegistryOptions> = {}): Promise<Registry> {
			storage = await open();
			return createRegistry({
				storage,
				log: (line) => void logged.push(line),
				now: () => nowMs,
				...options,
			});
		}

		it("goes on with a push after a reload", async () => {
			const location = await start(await registry());
			await send(await registry(), location, { method: "PATCH", body: "before " });
			const after = await registry();
			const status = await send(after, location);
			expect([status.status, status.headers.get("Range")]).toEqual([204, "0-6"]);
			await send(after, location, { method: "PATCH", body: "after", headers: { "Content-Range": "7-11" } });
			const digest = await digestOf(bytes("before after"));
			expect((await send(after, `${location}?digest=${digest}`, { method: "PUT" })).status).toBe(201);
			expect(await (await send(await registry(), `/v2/a/blobs/${digest}`)).text()).toBe("before after");
		});

		it("takes one upload from two tabs in turn", async () => {
			const one = await registry();
			const location = await start(one);
			await send(one, location, { method: "PATCH", body: "one " });
			await send(await registry(), location, { method: "PATCH", body: "other " });
			await send(one, location, { method: "PATCH", body: "one again" });
			const digest = await digestOf(bytes("one other one again"));
			expect((await send(one, `${location}?digest=${digest}`, { method: "PUT" })).status).toBe(201);
		});

		it("drops uploads that were given up, and no others", async () => {
			const [old, young] = [await start(await registry()), await start(await registry())];
			await send(await registry(), old, { method: "PATCH", body: "old" });
			nowMs += 23 * 3600_000;
			await send(await registry(), young, { method: "PATCH", body: "young" });
			await (await registry()).sweepUploads(24 * 3600_000);
			expect((await send(await registry(), old)).status).toBe(204);
			nowMs += 2 * 3600_000;
			await start(await registry());
			expect((await send(await registry(), old)).status).toBe(404);
			await (await registry()).sweepUploads(0);
			expect((await send(await registry(), young)).status).toBe(404);
		});

		it("keeps nothing of a body that ends in the middle, and takes it again", async () => {
			const one = await registry();
			const location = await start(one);
			await send(one, location, { method: "PATCH", body: "kept " });
			const cut = await send(one, location, { method: "PATCH", body: streamOf(broken("lost")), duplex: "half" } as RequestInit);
			expect(cut.status).toBe(400);
			expect((await send(one, location)).headers.get("Range")).toBe("0-4");
			const digest = await digestOf(bytes("kept rest"));
			expect((await send(one, `${location}?digest=${digest}`, { method: "PUT", body: "rest" })).status).toBe(201);
		});

		it("refuses a second writer of an upload while the first one writes", async () => {
			const one = await registry();
			const location = await start(one);
			const slow = new TransformStream<Uint8Array, Uint8Array>();
			const writer = slow.writable.getWriter();
			const first = send(one, location, { method: "PATCH", body: slow.readable, duplex: "half" } as RequestInit);
			await writer.write(bytes("slow"));
			expect((await send(one, location, { method: "PATCH", body: "fast" })).status).toBe(409);
			await writer.close();
			expect((await first).headers.get("Range")).toBe("0-3");
		});

		it("serves nothing small that no longer matches its digest, says so, and takes it again", async () => {
			const one = await registry();
			const digest = await push(one, "a", "good");
			const manifest = await pushImage(one, "a", "v1", digest, 4);
			await storage.putBlob(digest, bytes("evil"));
			for (const method of ["GET", "HEAD"]) {
				expect((await send(await registry(), `/v2/a/blobs/${digest}`, { method })).status).toBe(404);
			}
			expect(logged).toEqual([`Stored content no longer matches its digest ${digest}.`]);
			await push(one, "a", "good");
			expect(await (await send(one, `/v2/a/blobs/${digest}`)).text()).toBe("good");
			await storage.putBlob(manifest, bytes("{}"));
			expect((await send(one, "/v2/a/manifests/v1")).status).toBe(404);
		});

		it("breaks off the answer when something large no longer matches, before its last bytes", async () => {
			const one = await registry();
			const content = new Uint8Array(900_000).fill(1);
			const digest = await push(one, "a", content);
			await storage.putBlob(digest, content.with(500_000, 2) as Uint8Array<ArrayBuffer>);
			const range = await send(one, `/v2/a/blobs/${digest}`, { headers: { Range: "bytes=0-9" } });
			expect(range.status).toBe(404);
			await storage.putBlob(digest, content.with(500_000, 2) as Uint8Array<ArrayBuffer>);
			const response = await send(one, `/v2/a/blobs/${digest}`);
			expect([response.status, response.headers.get("Content-Length")]).toEqual([200, "900000"]);
			const received: number[] = [];
			const reading = (async () => {
				const reader = response.body?.getReader();
				for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
					received.push(next.value.byteLength);
			})();
			await expect(reading).rejects.toThrow("no longer matches");
			expect(received.reduce((sum, length) => sum + length, 0)).toBeLessThan(900_000);
			expect(logged).toHaveLength(2);
			expect((await send(one, `/v2/a/blobs/${digest}`)).status).toBe(404);
		});

		it("notices that something has become shorter", async () => {
			const one = await registry();
			const digest = await push(one, "a", new Uint8Array(900_000));
			await storage.putBlob(digest, new Uint8Array(800_000));
			const response = await send(one, `/v2/a/blobs/${digest}`);
			await expect(response.arrayBuffer()).rejects.toThrow();
			expect(logged).toHaveLength(1);
		});

		it("removes what nothing refers to, and nothing else", async () => {
			const one = await registry();
			const layer = await push(one, "a", "layer");
			const manifest = await pushImage(one, "a", "v1", layer, 5);
			await push(one, "b", "abandoned");
			const mounted = await send(one, `/v2/b/blobs/uploads/?mount=${layer}&from=a`, { method: "POST" });
			expect(mounted.status).toBe(201);
			expect(await one.collectGarbage()).toBe(0);
			nowMs += 2 * 3600_000;
			expect(await one.collectGarbage()).toBe(1);
			expect((await storage.listRepositories()).length).toBe(1);
			expect((await send(one, `/v2/a/blobs/${layer}`)).status).toBe(200);
			expect((await send(one, `/v2/a/manifests/${manifest}`, { method: "DELETE" })).status).toBe(202);
			// The layer, the configuration and the manifest.
			expect(await one.collectGarbage()).toBe(3);
			expect([await storage.listBlobs(), await storage.listRepositories()]).toEqual([[], []]);
		});
	});
}
