/** The site's own images: served from parts, with Docker Hub's manners. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ImageIndex, parseImageIndex } from "../bundle/image-index.ts";
import type { Part } from "../bundle/manifest.ts";
import { PartStore } from "../bundle/part-store.ts";
import { createHubRegistry } from "./hub.ts";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const PART_BYTES = 100_000;
const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

describe("the mirror of docker.io", () => {
	const layer = Uint8Array.from({ length: 1_050_000 }, (_, index) => (index * 31) % 256);
	const layerDigest = `sha256:${sha256(layer)}`;
	let stored: Map<string, Uint8Array>;
	let asked: string[];
	let logged: string[];
	let index: ImageIndex;
	let hub: ReturnType<typeof createHubRegistry>;

	beforeEach(() => {
		stored = new Map();
		asked = [];
		logged = [];
		const config = new TextEncoder().encode('{"os":"linux"}');
		const descriptor = (content: Uint8Array): object => ({
			mediaType: "application/octet-stream",
			digest: `sha256:${sha256(content)}`,
			size: content.byteLength,
		});
		const manifest = JSON.stringify({
			schemaVersion: 2,
			mediaType: IMAGE,
			config: descriptor(config),
			layers: [descriptor(layer)],
		});
		const nginx = { description: "Web server", documentation: "", tags: { latest: `sha256:${sha256(manifest)}` } };
		index = parseImageIndex({
			format: 1,
			blobs: {
				[layerDigest]: { bytes: layer.byteLength, parts: partsOf(layer) },
				[`sha256:${sha256(config)}`]: { bytes: config.byteLength, parts: partsOf(config) },
			},
			manifests: { [`sha256:${sha256(manifest)}`]: { mediaType: IMAGE, content: manifest } },
			repositories: {
				"library/nginx": nginx,
				"library/nginx-extras": { ...nginx, description: "More" },
				"library/caddy": { ...nginx, description: "Another web server, not nginx" },
				"slipway/whoami": { ...nginx, description: "Says who it is" },
			},
		});
		hub = open(index);
	});

	afterEach(() => {
		vi.useRealTimers();
	});

	function partsOf(content: Uint8Array): Part[] {
		return Array.from({ length: Math.ceil(content.byteLength / PART_BYTES) }, (_, at) => {
			const piece = content.subarray(at * PART_BYTES, (at + 1) * PART_BYTES);
			stored.set(sha256(piece), piece);
			return { sha256: sha256(piece), storedBytes: piece.byteLength, rawBytes: piece.byteLength };
		});
	}

	function open(images: ImageIndex): ReturnType<typeof createHubRegistry> {
		const parts = new PartStore({
			async load(part) {
				asked.push(part.sha256);
				const content = stored.get(part.sha256);
				if (!content) throw new Error("HTTP status 404");
				return content;
			},
		});
		return createHubRegistry({ index: images, parts, log: (line) => void logged.push(line) });
	}

	/** Lets the waits between the attempts at a part pass. */
	async function retried(): Promise<void> {
		for (let times = 0; times < 8; times++) await vi.advanceTimersByTimeAsync(1000);
	}

	const send = (path: string, init?: RequestInit): Promise<Response> =>
		hub.handle(new Request(`http://mirror.docker.lab${path}`, init));
	const blob = `/v2/library/nginx/blobs/${layerDigest}`;

	it("serves manifests by tag and digest, and blobs whole", async () => {
		expect((await send("/v2/")).status).toBe(200);
		const manifest = await send("/v2/library/nginx/manifests/latest", { headers: { Accept: IMAGE } });
		expect(manifest.headers.get("Docker-Content-Digest")).toBe(`sha256:${sha256(await manifest.text())}`);
		const response = await send(blob);
		expect(response.headers.get("Content-Length")).toBe(String(layer.byteLength));
		expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(layer));
	});

	it("fetches for a range only the parts that it touches", async () => {
		const response = await send(blob, { headers: { Range: "bytes=199999-300000" } });
		expect(response.status).toBe(206);
		expect(Buffer.from(await response.arrayBuffer()).equals(layer.subarray(199_999, 300_001))).toBe(true);
		const wanted = [1, 2, 3].map((at) => sha256(layer.subarray(at * PART_BYTES, (at + 1) * PART_BYTES)));
		expect(asked).toEqual(wanted);
	});

	it("fetches a few parts ahead, and no more for a client that has gone", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const missing = sha256(layer.subarray(3 * PART_BYTES, 4 * PART_BYTES));
		stored.delete(missing);
		const reader = (await send(blob)).body?.getReader();
		await reader?.read();
		expect(asked.length).toBeGreaterThan(3);
		expect(asked.length).toBeLessThan(9);
		await reader?.cancel();
		await retried();
		// It was not tried again.
		expect(asked.filter((part) => part === missing)).toHaveLength(1);
		expect(asked.length).toBeLessThan(9);
	});

	it("says that nothing is to be had when the site's files cannot be fetched, and breaks off when that happens later", async () => {
		const [first, ...rest] = index.blobs[layerDigest]?.parts ?? [];
		const last = rest.at(-1);
		if (!first || !last) throw new Error("no parts");
		stored.delete(last.sha256);
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const cut = await send(blob);
		expect(cut.status).toBe(200);
		const broken = expect(cut.arrayBuffer()).rejects.toThrow("cannot be fetched");
		await retried();
		await broken;
		stored.delete(first.sha256);
		const refused = send(blob);
		await retried();
		const none = await refused;
		expect(none.status).toBe(503);
		expect(await none.json()).toMatchObject({ errors: [{ code: "UNAVAILABLE" }] });
		expect(logged).toHaveLength(1);
	});

	it("never completes an answer whose parts do not make the blob", async () => {
		const wrong = structuredClone(index);
		wrong.blobs[layerDigest]?.parts.reverse();
		hub = open(wrong);
		await expect((await send(blob)).arrayBuffer()).rejects.toThrow("no longer matches");
	});

	it("refuses unknown repositories as Docker Hub does, and unknown tags as every registry does", async () => {
		const repository = await send("/v2/library/ngixn/manifests/latest");
		expect(repository.status).toBe(401);
		expect(await repository.json()).toEqual({
			errors: [{ code: "DENIED", message: "requested access to the resource is denied", detail: {} }],
		});
		const tag = await send("/v2/library/nginx/manifests/nope");
		expect(tag.status).toBe(404);
		expect(await tag.json()).toEqual({ errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown", detail: {} }] });
	});

	it("is read-only", async () => {
		for (const [method, path] of [
			["POST", "/v2/library/nginx/blobs/uploads/"],
			["PUT", "/v2/library/nginx/manifests/latest"],
			["DELETE", "/v2/library/nginx/manifests/latest"],
			["DELETE", blob],
			["PATCH", `/v2/library/nginx/blobs/uploads/${crypto.randomUUID()}`],
		] as const) {
			const response = await send(path, { method, body: method === "DELETE" ? null : "x" });
			expect(response.status, path).toBe(405);
			expect(await response.json()).toMatchObject({ errors: [{ code: "UNSUPPORTED" }] });
		}
	});

	it("is searched by name and description, the best first", async () => {
		const search = async (query: string): Promise<string[]> => {
			const { results } = (await (await send(`/v1/search?${query}`)).json()) as { results: { name: string }[] };
			return results.map(({ name }) => name);
		};
		expect(await search("q=nginx&n=25")).toEqual(["nginx", "nginx-extras", "caddy"]);
		expect(await search("q=library%2Fnginx")).toEqual(["nginx", "nginx-extras", "caddy"]);
		expect(await search("q=nginx&n=1")).toEqual(["nginx"]);
		expect(await search("q=WHO")).toEqual(["slipway/whoami"]);
		expect(await search("q=nothing&n=abc")).toEqual([]);
		expect(await search("")).toHaveLength(4);
		const ping = await send("/v1/_ping");
		expect([ping.status, ping.headers.get("X-Docker-Registry-Standalone")]).toEqual([200, "false"]);
		const { results } = (await (await send("/v1/search?q=caddy")).json()) as { results: { is_official: boolean }[] };
		expect(results[0]?.is_official).toBe(false);
	});
});
