/** The route of the site: what browsers reach of all this. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { digestOf, pushBlob, pushImage } from "../registry/client.ts";
import { startRegistry, temporaryFolder } from "./loopback.ts";

type Handler = (request: Request) => Promise<Response>;

const base = "https://site.test/upstream/v2";
let said: string[];

beforeEach(() => {
	vi.resetModules();
	said = [];
	vi.spyOn(console, "error").mockImplementation((line) => void said.push(String(line)));
});
afterEach(() => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

/** As a server that was just started has it. */
async function openRoute(environment: Readonly<Record<string, string>>): Promise<{ GET: Handler; HEAD: Handler }> {
	for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
	return import("../../app/upstream/v2/[[...path]]/route.server.ts");
}

describe("/upstream/v2", () => {
	it("is not there by default", async () => {
		const { GET, HEAD } = await openRoute({ SLIPWAY_UPSTREAM_REGISTRY: "" });
		expect((await HEAD(new Request(base, { method: "HEAD" }))).status).toBe(404);
		expect((await GET(new Request(`${base}/library/alpine/manifests/3`))).status).toBe(404);
		expect(said).toEqual([]);
	});

	it("is not there when its settings are wrong, which the server's log tells once", async () => {
		const { GET } = await openRoute({ SLIPWAY_UPSTREAM_REGISTRY: "registry.test" });
		expect((await GET(new Request(base))).status).toBe(404);
		expect((await GET(new Request(base))).status).toBe(404);
		expect(said).toHaveLength(1);
		expect(said[0]).toContain("off, as its settings are wrong. SLIPWAY_UPSTREAM_REGISTRY has to be a URL");
	});

	it("answers for the registry that the server names, with and without a slash at its end", async () => {
		const registry = await startRegistry();
		const { digest: image } = await pushImage(registry.push, "library/upstream/v2", "3");
		const { digest: blob } = await pushBlob(registry.push, "library/upstream/v2", "content");
		const { GET, HEAD } = await openRoute({
			SLIPWAY_UPSTREAM_REGISTRY: registry.origin,
			SLIPWAY_UPSTREAM_ALLOW: "library/**",
			SLIPWAY_UPSTREAM_CACHE: await temporaryFolder(),
		});
		for (const url of [base, `${base}/`]) {
			const { status, headers } = await HEAD(new Request(url, { method: "HEAD" }));
			expect([status, headers.get("Docker-Distribution-API-Version")]).toEqual([200, "registry/2.0"]);
		}
		const manifest = await GET(new Request(`${base}/library/upstream/v2/manifests/3`));
		expect([manifest.status, manifest.headers.get("X-Content-Type-Options")]).toEqual([200, "nosniff"]);
		const text = await manifest.text();
		expect([digestOf(text), manifest.headers.get("Slipway-Content-Length")]).toEqual([image, String(text.length)]);
		const content = await GET(new Request(`${base}/library/upstream/v2/blobs/${blob}`));
		expect([await content.text(), content.headers.get("Content-Type")]).toEqual(["content", "application/octet-stream"]);
		expect(content.headers.get("Cache-Control")).toContain("no-transform");
	});

	it.each([
		"/library/..%2f..%2fv1/manifests/3",
		"/%2e%2e/%2e%2e/manifests/3",
		"/library/alpine/manifests/%zz",
		"/library/alpine/blobs/sha256:..",
		"/Library/alpine/manifests/3",
		"//manifests/3",
	])("asks nobody for %s", async (path) => {
		const registry = await startRegistry();
		const { GET } = await openRoute({ SLIPWAY_UPSTREAM_REGISTRY: registry.origin, SLIPWAY_UPSTREAM_ALLOW: "**" });
		const { status } = await GET(new Request(`${base}${path}`));
		expect([400, 404]).toContain(status);
		expect(registry.asked).toEqual([]);
	});
});
