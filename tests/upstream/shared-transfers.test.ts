/** One transfer for all who want the same blob, and the cache that it goes into. */
import { readdir, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Blobs } from "#server/upstream/blobs.ts";
import { UpstreamClient } from "#server/upstream/client.ts";
import { ContentCache } from "#server/upstream/content-cache.ts";
import { readSettings } from "#server/upstream/settings.ts";
import { digestOf, pushBlob, pushImage } from "../registry/client.ts";
import { until } from "../support/until.ts";
import { expectEmpty, openWay, QUICK, startRegistry, startServer, temporaryFolder, type Way } from "./loopback.ts";

const layer = Buffer.alloc(600_000, "layer ");
const digest = digestOf(layer);
const blobUrl = `/v2/library/a/blobs/${digest}`;
const manifestUrl = "/v2/library/a/manifests/1";

describe("Several who want the same blob", () => {
	/** Sends the first half, and the second when told to. */
	async function openSlow(): Promise<Way & { asked: () => number; hungUp: () => number; finish: () => void }> {
		let asked = 0;
		let hungUp = 0;
		const waiting: ServerResponse[] = [];
		const way = await openWay(
			await startServer((_request, response) => {
				asked++;
				response.once("close", () => {
					if (!response.writableFinished) hungUp++;
				});
				response.writeHead(200, { "Content-Length": String(layer.length) });
				response.write(layer.subarray(0, 300_000));
				waiting.push(response);
			}),
			{ limits: { answerMs: 8000, stallMs: 8000 } },
		);
		const finish = (): void => {
			for (const response of waiting.splice(0)) response.end(layer.subarray(300_000));
		};
		return { ...way, asked: () => asked, hungUp: () => hungUp, finish };
	}

	it("get it from one transfer, also who comes when it is half over, or does not read at all", async () => {
		const way = await openSlow();
		const idle = await way.ask(blobUrl);
		const first = await way.ask(blobUrl);
		const begun = first.body?.getReader();
		expect((await begun?.read())?.value?.byteLength).toBeGreaterThan(0);
		const part = way.ask(blobUrl, { headers: { Range: "bytes=599994-" } });
		const second = await way.ask(blobUrl);
		way.finish();
		expect(await (await part).text()).toBe("layer ");
		expect(digestOf(new Uint8Array(await second.arrayBuffer()))).toBe(digest);
		expect(way.asked()).toBe(1);
		await begun?.cancel();
		expect(digestOf(new Uint8Array(await idle.arrayBuffer()))).toBe(digest);
	});

	it("end the transfer when all of them have gone, and not before", async () => {
		const way = await openSlow();
		const [first, second] = await Promise.all([way.ask(blobUrl), way.ask(blobUrl)]);
		await first.body?.cancel();
		expect(way.hungUp()).toBe(0);
		await second.body?.cancel();
		await until("the registry sees it", async () => way.hungUp() === 1, 5000);
		await expectEmpty(way);
		expect(way.logged).toEqual([]);
		const third = await way.ask(blobUrl);
		way.finish();
		expect(digestOf(new Uint8Array(await third.arrayBuffer()))).toBe(digest);
	});
});

describe("A cache", () => {
	it("that cannot be written costs nobody their image", async () => {
		const file = path.join(await temporaryFolder(), "file");
		await writeFile(file, "");
		const registry = await startRegistry();
		await pushBlob(registry.push, "library/a", layer);
		const { digest: image } = await pushImage(registry.push, "library/a", "1");
		const way = await openWay(registry.origin, { environment: { SLIPWAY_UPSTREAM_CACHE: file } });
		expect((await way.ask(manifestUrl)).headers.get("Docker-Content-Digest")).toBe(image);
		expect(digestOf(new Uint8Array(await (await way.ask(blobUrl)).arrayBuffer()))).toBe(digest);
		const part = await way.ask(blobUrl, { headers: { Range: "bytes=6-11" } });
		expect([part.status, await part.text()]).toEqual([206, "layer "]);
		expect(way.logged.join()).toContain("cannot be written");
	});

	it("whose disk is full in the middle costs nobody their image", async () => {
		const folder = await temporaryFolder();
		const cache = new ContentCache(folder, 1e9);
		const create = cache.create.bind(cache);
		let written = 0;
		cache.create = async () => {
			const incoming = await create();
			return {
				...incoming,
				append: async (piece) => {
					written += piece.byteLength;
					if (written > 200_000) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
					await incoming.append(piece);
				},
			};
		};
		const registry = await startRegistry();
		await pushBlob(registry.push, "library/a", layer);
		const settings = readSettings({ SLIPWAY_UPSTREAM_REGISTRY: registry.origin });
		if (!settings) throw new Error("no settings");
		const client = new UpstreamClient({ settings, limits: QUICK, log: () => {}, now: Date.now });
		const blobs = new Blobs({ client, cache, maxBytes: 1e9, log: () => {} });
		const answers = await Promise.all([1, 2].map(() => blobs.answer(new Request("http://a.test"), "library/a", digest)));
		for (const answer of answers) expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digest);
		expect(await readdir(folder)).toEqual([]);
	});

	it("with damaged content in it has that replaced", async () => {
		const registry = await startRegistry();
		await pushBlob(registry.push, "library/a", layer);
		const way = await openWay(registry.origin);
		await (await way.ask(blobUrl)).arrayBuffer();
		const file = path.join(way.cacheFolder, digest.replace(":", "-"));
		await writeFile(file, "damaged");
		const pull = async (): Promise<void> => {
			const response = await way.ask(blobUrl);
			expect(response.headers.get("Content-Length")).toBe(String(layer.length));
			expect(digestOf(new Uint8Array(await response.arrayBuffer()))).toBe(digest);
		};
		await pull();
		expect(way.logged.join()).toContain("had something else");
		await pull();
		await registry.close();
		await pull();
	});
});
