/** Registries that are down, slow, or lie: a clear error for whoever pulls, and nothing wrong in the cache. */
import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { digestOf, IMAGE, INDEX, NO_DIGEST, pushImage } from "../registry/client.ts";
import { errorOf, expectEmpty, openWay, startRegistry, startServer, type Way } from "./loopback.ts";

const layer = Buffer.alloc(600_000, "layer ");
const digest = digestOf(layer);
const blobUrl = `/v2/library/a/blobs/${digest}`;
const manifestUrl = "/v2/library/a/manifests/1";

afterEach(() => {
	vi.unstubAllGlobals();
});

/** Nothing but the answers to these. */
async function openLiar(answers: Record<string, (response: ServerResponse) => void>, environment = {}): Promise<Way> {
	const listener: RequestListener = (request, response) => {
		const answer = answers[request.url ?? ""];
		if (answer) answer(response);
		else response.writeHead(404).end();
	};
	return openWay(await startServer(listener), { environment });
}

/** Whether all of it came. */
async function arrives(response: Response): Promise<boolean> {
	return response.arrayBuffer().then(
		() => true,
		() => false,
	);
}

describe("An upstream registry", () => {
	it("that is down is said to be", async () => {
		const registry = await startRegistry();
		await registry.close();
		const way = await openWay(registry.origin);
		for (const url of [manifestUrl, blobUrl]) {
			expect(await errorOf(await way.ask(url))).toEqual({
				status: 502,
				code: "UNAVAILABLE",
				message: "The upstream registry cannot be reached, or broke off.",
			});
		}
		expect(way.logged.join()).toContain("ECONNREFUSED");
		await expectEmpty(way);
	});

	it("that was down is asked again", async () => {
		let down = true;
		const registry = await startRegistry(() => (down ? new Response(null, { status: 503 }) : undefined));
		await pushImage(registry.push, "library/a", "1");
		const { ask } = await openWay(registry.origin);
		expect(await errorOf(await ask(manifestUrl))).toMatchObject({ status: 502, message: expect.stringContaining("503") });
		down = false;
		expect((await ask(manifestUrl)).status).toBe(200);
	});

	it("that has had enough of us is said to have", async () => {
		const way = await openLiar({ [manifestUrl]: (response) => response.writeHead(429).end() });
		expect(await errorOf(await way.ask(manifestUrl))).toMatchObject({ status: 429, code: "TOOMANYREQUESTS" });
	});

	it("that does not answer is given up", async () => {
		const way = await openLiar({ [manifestUrl]: () => {}, [blobUrl]: () => {} });
		const [manifest, blob] = await Promise.all([way.ask(manifestUrl), way.ask(blobUrl)]);
		for (const response of [manifest, blob]) {
			expect(await errorOf(response)).toMatchObject({ status: 504, message: "The upstream registry does not answer." });
		}
		await expectEmpty(way);
	});

	it("that stops in the middle is given up", async () => {
		const way = await openLiar({
			[manifestUrl]: (response) => response.writeHead(200, { "Content-Type": IMAGE, "Content-Length": "100" }).write("{"),
			[blobUrl]: (response) => {
				response.writeHead(200, { "Content-Length": String(layer.length) });
				response.write(layer.subarray(0, 300_000));
			},
		});
		const [manifest, blob] = await Promise.all([way.ask(manifestUrl), way.ask(blobUrl)]);
		expect(await errorOf(manifest)).toMatchObject({ status: 504, code: "UNAVAILABLE" });
		expect(blob.status).toBe(200);
		expect(await arrives(blob)).toBe(false);
		await expectEmpty(way);
		expect(way.logged.join()).toContain("stopped sending");
	});

	it("that sends a manifest drop by drop is given up", async () => {
		const way = await openLiar({
			[manifestUrl]: (response) => {
				response.writeHead(200, { "Content-Type": IMAGE });
				const drops = setInterval(() => response.write(" "), 100);
				response.once("close", () => clearInterval(drops));
			},
		});
		expect(await errorOf(await way.ask(manifestUrl))).toMatchObject({ status: 504, code: "UNAVAILABLE" });
	});

	it.each([
		[
			"less than it says",
			(response: ServerResponse) => {
				response.writeHead(200, { "Content-Length": String(layer.length) });
				response.write(layer.subarray(0, 500_000), () => response.destroy());
			},
		],
		[
			"more than it says",
			(response: ServerResponse) => {
				response.strictContentLength = false;
				response.writeHead(200, { "Content-Length": "500000" });
				response.end(layer);
			},
		],
		["less, without saying how much", (response: ServerResponse) => void response.end(layer.subarray(0, 500_000))],
		["something else", (response: ServerResponse) => void response.end(Buffer.alloc(600_000, "other "))],
		["something else that is small", (response: ServerResponse) => void response.end("other")],
		["nothing", (response: ServerResponse) => void response.end()],
	])("that sends %s is caught, and the next one is not made to suffer", async (_, lie) => {
		let lies = true;
		const way = await openLiar({ [blobUrl]: (response) => (lies ? lie(response) : response.end(layer)) });
		const wrong = await way.ask(blobUrl);
		if (wrong.status === 200) expect(await arrives(wrong)).toBe(false);
		else expect(await errorOf(wrong)).toMatchObject({ status: 502, code: "UNAVAILABLE" });
		await expectEmpty(way);
		expect(way.logged.length).toBeGreaterThan(0);
		lies = false;
		expect(digestOf(new Uint8Array(await (await way.ask(blobUrl)).arrayBuffer()))).toBe(digest);
	});

	it("that sends without end is stopped at the largest size", async () => {
		const way = await openLiar(
			{
				[blobUrl]: (response) => {
					const more = (): void => {
						while (!response.destroyed && response.write(layer));
					};
					response.on("drain", more);
					more();
				},
			},
			{ SLIPWAY_UPSTREAM_MAX_MB: "2" },
		);
		expect(await arrives(await way.ask(blobUrl))).toBe(false);
		await expectEmpty(way);
	});

	it.each([
		["a manifest that is another", "{}", `/v2/library/a/manifests/${NO_DIGEST}`, { status: 502, code: "UNAVAILABLE" }],
		["a page instead of a manifest", "<html>", manifestUrl, { status: 400, code: "MANIFEST_INVALID" }],
		["JSON that is no manifest", "[]", manifestUrl, { status: 400, code: "MANIFEST_INVALID" }],
		["a manifest that is too long", " ".repeat(5_000_000), manifestUrl, { status: 502, code: "UNAVAILABLE" }],
	])("that sends %s is caught", async (_, content, url, expected) => {
		const way = await openLiar({ [url]: (response) => response.writeHead(200, { "Content-Type": IMAGE }).end(content) });
		expect(await errorOf(await way.ask(url))).toMatchObject(expected);
		await expectEmpty(way);
	});

	it("whose tag has another digest than it says, is caught", async () => {
		const content = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
		const way = await openLiar({
			[manifestUrl]: (response) =>
				response.writeHead(200, { "Content-Type": INDEX, "Docker-Content-Digest": NO_DIGEST }).end(content),
		});
		expect(await errorOf(await way.ask(manifestUrl))).toMatchObject({ status: 502, message: expect.stringContaining("digest") });
	});

	it("whose image for linux/386 is another than its list says, is caught", async () => {
		const platform = { os: "linux", architecture: "386" };
		const manifests = [{ mediaType: IMAGE, digest: NO_DIGEST, size: 2, platform }];
		const way = await openLiar({
			[manifestUrl]: (response) =>
				response.writeHead(200, { "Content-Type": INDEX }).end(JSON.stringify({ schemaVersion: 2, manifests })),
			[`/v2/library/a/manifests/${NO_DIGEST}`]: (response) => response.writeHead(200, { "Content-Type": IMAGE }).end("{}"),
		});
		expect(await errorOf(await way.ask(manifestUrl))).toMatchObject({ status: 502, message: expect.stringContaining("digest") });
		await expectEmpty(way);
	});
});

describe("A redirect", () => {
	it("to another host is followed without what is meant for the registry", async () => {
		const seen: (string | undefined)[] = [];
		const store = await startServer((request, response) => {
			seen.push(request.headers.authorization);
			response.end(layer);
		});
		const basic = `Basic ${Buffer.from("site:secret").toString("base64")}`;
		const origin = await startServer((request, response) => {
			if (request.headers.authorization !== basic) response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
			else if (request.url === blobUrl) response.writeHead(307, { Location: "/elsewhere" }).end();
			else response.writeHead(302, { Location: `${store}/blob` }).end();
		});
		const environment = { SLIPWAY_UPSTREAM_USER: "site", SLIPWAY_UPSTREAM_PASSWORD: "secret" };
		const { ask } = await openWay(origin, { environment });
		expect(digestOf(new Uint8Array(await (await ask(blobUrl)).arrayBuffer()))).toBe(digest);
		expect(seen).toEqual([undefined]);
	});

	it("without end is not followed", async () => {
		const way = await openLiar({ [blobUrl]: (response) => response.writeHead(302, { Location: blobUrl }).end() });
		expect(await errorOf(await way.ask(blobUrl))).toMatchObject({ status: 502, message: expect.stringContaining("redirects") });
	});

	it.each(["http://store.test/blob", "file:///etc/passwd", "http://"])("from HTTPS to %s is not followed", async (Location) => {
		const asked: string[] = [];
		vi.stubGlobal("fetch", async (url: URL) => {
			asked.push(url.href);
			return new Response(null, { status: 302, headers: { Location } });
		});
		const { ask } = await openWay("https://registry.test");
		expect(await errorOf(await ask(blobUrl))).toMatchObject({ status: 502, message: expect.stringContaining("redirects") });
		expect(asked).toEqual([`https://registry.test${blobUrl}`]);
	});
});
