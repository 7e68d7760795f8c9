/** Pulls through the site from a registry that does what registries should. */
import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { DOCKER_IMAGE, digestOf, IMAGE, INDEX, NO_DIGEST, pushBlob, pushImage } from "../registry/client.ts";
import { errorOf, openWay, pushForAll, startRegistry } from "./loopback.ts";

const all = { Accept: [IMAGE, INDEX, DOCKER_IMAGE].join(", ") };

describe("a tag", () => {
	it("of images for several kinds of PC is answered with the image for linux/386", async () => {
		const registry = await startRegistry();
		const { images } = await pushForAll(registry.push, "library/alpine", "3", ["amd64", "386", "arm64"]);
		const { ask } = await openWay(registry.origin);
		const response = await ask("/v2/library/alpine/manifests/3", { headers: all });
		expect(response.status).toBe(200);
		expect(response.headers.get("Content-Type")).toBe(IMAGE);
		expect(response.headers.get("Docker-Content-Digest")).toBe(images["386"]);
		expect(digestOf(await response.text())).toBe(images["386"]);
		const head = await ask("/v2/library/alpine/manifests/3", { method: "HEAD", headers: all });
		expect([head.status, head.headers.get("Docker-Content-Digest"), await head.text()]).toEqual([200, images["386"], ""]);
	});

	it("of one image alone is answered with it when it is for linux/386", async () => {
		const registry = await startRegistry();
		const { digest } = await pushImage(registry.push, "library/old", "1");
		const { ask } = await openWay(registry.origin);
		expect((await ask("/v2/library/old/manifests/1")).headers.get("Docker-Content-Digest")).toBe(digest);
	});

	it("without an image for linux/386 is not there, and the answer says why", async () => {
		const registry = await startRegistry();
		await pushForAll(registry.push, "library/new", "latest", ["amd64", "arm64"]);
		const config = await pushBlob(registry.push, "library/new", '{"os":"linux","architecture":"amd64"}');
		await pushImage(registry.push, "library/new", "alone", { config });
		const { ask } = await openWay(registry.origin);
		for (const tag of ["latest", "alone"]) {
			expect(await errorOf(await ask(`/v2/library/new/manifests/${tag}`))).toEqual({
				status: 404,
				code: "MANIFEST_UNKNOWN",
				message: "library/new has no image for linux/386, the kind of PC this is",
			});
		}
	});

	it("is believed for a minute", async () => {
		const registry = await startRegistry();
		const { digest: first } = await pushImage(registry.push, "library/moving", "latest");
		const { ask, advance } = await openWay(registry.origin);
		const digestNow = async () => (await ask("/v2/library/moving/manifests/latest")).headers.get("Docker-Content-Digest");
		expect(await digestNow()).toBe(first);
		const config = await pushBlob(registry.push, "library/moving", '{"os":"linux","architecture":"386","new":1}');
		const { digest: second } = await pushImage(registry.push, "library/moving", "latest", { config });
		expect(await digestNow()).toBe(first);
		advance(61_000);
		expect(await digestNow()).toBe(second);
	});

	it("that many ask for at once is asked for once", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "library/busy", "latest");
		const { ask } = await openWay(registry.origin);
		const answers = await Promise.all(Array.from({ length: 8 }, () => ask("/v2/library/busy/manifests/latest")));
		expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
		expect(registry.asked.filter((line) => line.endsWith("/manifests/latest"))).toHaveLength(1);
	});

	it("in a form that the client does not take is not there", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "library/oci", "1");
		const { ask } = await openWay(registry.origin);
		const response = await ask("/v2/library/oci/manifests/1", { headers: { Accept: DOCKER_IMAGE } });
		expect(await errorOf(response)).toMatchObject({ status: 404, code: "MANIFEST_UNKNOWN" });
	});
});

describe("a digest", () => {
	it("is answered with exactly what it names, be it an index", async () => {
		const registry = await startRegistry();
		const { index, images } = await pushForAll(registry.push, "library/alpine", "3", ["amd64", "386"]);
		const { ask } = await openWay(registry.origin);
		for (const [digest, type] of [
			[index, INDEX],
			[images["386"] ?? "", IMAGE],
		]) {
			const response = await ask(`/v2/library/alpine/manifests/${digest}`);
			expect([response.status, response.headers.get("Content-Type")]).toEqual([200, type]);
			expect(digestOf(await response.text())).toBe(digest);
		}
		const other = await ask(`/v2/library/alpine/manifests/${images.amd64}`);
		expect(await errorOf(other)).toMatchObject({ code: "MANIFEST_UNKNOWN", message: expect.stringContaining("linux/386") });
	});
});

describe("a blob", () => {
	const layer = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251);

	it("comes as it is, and from then on without the registry", async () => {
		const registry = await startRegistry();
		const { digest } = await pushBlob(registry.push, "library/alpine", layer);
		const { ask, cacheFolder } = await openWay(registry.origin);
		const url = `/v2/library/alpine/blobs/${digest}`;
		const first = await ask(url);
		expect(first.headers.get("Content-Length")).toBe(String(layer.byteLength));
		expect(digestOf(new Uint8Array(await first.arrayBuffer()))).toBe(digest);
		expect(await readdir(cacheFolder)).toEqual([digest.replace(":", "-")]);
		await registry.close();
		expect(digestOf(new Uint8Array(await (await ask(url)).arrayBuffer()))).toBe(digest);
		expect((await ask(url, { method: "HEAD" })).headers.get("Content-Length")).toBe(String(layer.byteLength));
		// A server that was started anew knows the folder as well.
		const anew = await openWay(registry.origin, { environment: { SLIPWAY_UPSTREAM_CACHE: cacheFolder } });
		expect(digestOf(new Uint8Array(await (await anew.ask(url)).arrayBuffer()))).toBe(digest);
	});

	it("tells its length before it has come", async () => {
		const registry = await startRegistry();
		const { digest } = await pushBlob(registry.push, "library/alpine", layer);
		const { ask } = await openWay(registry.origin);
		const head = await ask(`/v2/library/alpine/blobs/${digest}`, { method: "HEAD" });
		expect(head.headers.get("Content-Length")).toBe(String(layer.byteLength));
	});

	it("can be had in parts, before and after it is in the cache", async () => {
		const registry = await startRegistry();
		const { digest } = await pushBlob(registry.push, "library/alpine", layer);
		const { ask } = await openWay(registry.origin);
		for (const headers of [{ Range: "bytes=2000000-2000009" }, { Range: "bytes=2000000-2000009" }]) {
			const part = await ask(`/v2/library/alpine/blobs/${digest}`, { headers });
			expect([part.status, part.headers.get("Content-Range")]).toEqual([206, "bytes 2000000-2000009/3000000"]);
			expect(new Uint8Array(await part.arrayBuffer())).toEqual(layer.slice(2_000_000, 2_000_010));
			expect(await (await ask(`/v2/library/alpine/blobs/${digest}`)).arrayBuffer()).toHaveProperty("byteLength", 3_000_000);
		}
		const beyond = await ask(`/v2/library/alpine/blobs/${digest}`, { headers: { Range: "bytes=3000000-" } });
		expect([beyond.status, beyond.headers.get("Content-Range")]).toEqual([416, "bytes */3000000"]);
	});

	it("that is not there is not there", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "library/alpine", "3");
		const { ask } = await openWay(registry.origin);
		expect(await errorOf(await ask(`/v2/library/alpine/blobs/${NO_DIGEST}`))).toMatchObject({
			status: 404,
			code: "BLOB_UNKNOWN",
		});
	});
});

describe("visitors", () => {
	it("get what is on the list, and the list when they ask for more", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "grafana/grafana", "1");
		const { ask } = await openWay(registry.origin, { environment: { SLIPWAY_UPSTREAM_ALLOW: "library/*,bitnami/redis" } });
		for (const path of [
			"/v2/grafana/grafana/manifests/1",
			`/v2/grafana/grafana/blobs/${NO_DIGEST}`,
			"/v2/library/a/b/manifests/1",
		]) {
			expect(await errorOf(await ask(path))).toEqual({
				status: 403,
				code: "DENIED",
				message: "Of its upstream registry this site lets through library/*, bitnami/redis only.",
			});
		}
		expect(registry.asked).toEqual([]);
	});

	it("are told in the registry's words what is not there", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "library/alpine", "3");
		const { ask } = await openWay(registry.origin);
		expect(await errorOf(await ask("/v2/library/alpine/manifests/4"))).toMatchObject({ status: 404, code: "MANIFEST_UNKNOWN" });
		expect(await errorOf(await ask("/v2/library/nothing/manifests/4"))).toMatchObject({ status: 404, code: "NAME_UNKNOWN" });
	});

	it("leave nothing of themselves at the registry", async () => {
		const registry = await startRegistry();
		await pushImage(registry.push, "library/alpine", "3");
		const { ask } = await openWay(registry.origin);
		const headers = { Cookie: "secret=1", Authorization: "Basic c2VjcmV0", "X-Own": "secret", Referer: "http://secret.test/" };
		await ask("/v2/library/alpine/manifests/3", { headers });
		expect(registry.headers.length).toBeGreaterThan(0);
		for (const sent of registry.headers) expect(JSON.stringify([...sent])).not.toMatch(/secret|c2VjcmV0/);
	});

	it.each(["/v2/_catalog", "/v2/library/alpine/tags/list", "/v2/library/alpine/blobs/uploads/", "/other"])(
		"find nothing at %s",
		async (path) => {
			const { ask } = await openWay("http://127.0.0.1:9");
			expect((await ask(path)).status).toBe(404);
		},
	);

	it("get no image with a layer larger than the site lets through, and hear it before any of it comes", async () => {
		const registry = await startRegistry();
		const { layer } = await pushForAll(registry.push, "library/large", "1", ["386"], new Uint8Array(1_000_001));
		const { ask } = await openWay(registry.origin, { environment: { SLIPWAY_UPSTREAM_MAX_MB: "1" } });
		const expected = { status: 413, code: "UNSUPPORTED", message: expect.stringContaining("more than the 1 MB") };
		expect(await errorOf(await ask("/v2/library/large/manifests/1"))).toMatchObject(expected);
		expect(await errorOf(await ask(`/v2/library/large/blobs/${layer}`))).toMatchObject(expected);
	});
});

describe("the cache", () => {
	it("drops what was not used for longest when it is full", async () => {
		const registry = await startRegistry();
		const { ask, cacheFolder } = await openWay(registry.origin, { environment: { SLIPWAY_UPSTREAM_CACHE_MB: "1" } });
		const urls: string[] = [];
		const pull = async (url: string | undefined): Promise<void> => {
			expect((await (await ask(url ?? "")).arrayBuffer()).byteLength).toBe(400_000);
		};
		for (const fill of [1, 2, 3]) {
			const { digest } = await pushBlob(registry.push, "library/a", new Uint8Array(400_000).fill(fill));
			urls.push(`/v2/library/a/blobs/${digest}`);
		}
		await pull(urls[0]);
		await pull(urls[1]);
		const name = (url = ""): string => url.replace(/.*sha256:/, "sha256-");
		for (const [at, url] of urls.slice(0, 2).entries()) {
			const lastYear = new Date(2025, 0, 1 + at);
			await utimes(path.join(cacheFolder, name(url)), lastYear, lastYear);
		}
		await pull(urls[0]);
		await pull(urls[2]);
		const kept = await readdir(cacheFolder);
		expect(kept.sort()).toEqual([name(urls[0]), name(urls[2])].sort());
	});
});
