import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { siteServices } from "./site-services.ts";

const request = { method: "GET", headers: new Headers({ Accept: "a/b" }) } as const;
const registry = { "Docker-Distribution-API-Version": "registry/2.0" };

describe("The site's upstream registry", () => {
	let asked: string[];
	let answer: (url: string) => Response;

	beforeEach(() => {
		asked = [];
		vi.stubGlobal("caches", { open: async () => ({}) });
		vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
			asked.push(`${init.method} ${url}`);
			return answer(url);
		});
	});
	afterEach(() => {
		vi.unstubAllGlobals();
	});

	const open = () => siteServices("https://site.test/course/machine/manifest.json");

	it("is looked for once, below the site's root, and not before it is needed", async () => {
		answer = (url) => new Response(url, { headers: registry });
		const site = open();
		expect(asked).toEqual([]);
		const response = await site.askUpstream?.("library/alpine/manifests/3", request);
		await site.askUpstream?.("library/alpine/manifests/4", request);
		expect(await response?.text()).toBe("https://site.test/course/upstream/v2/library/alpine/manifests/3");
		expect(asked).toEqual([
			"HEAD https://site.test/course/upstream/v2",
			"GET https://site.test/course/upstream/v2/library/alpine/manifests/3",
			"GET https://site.test/course/upstream/v2/library/alpine/manifests/4",
		]);
	});

	it.each([
		["that has none", () => new Response(null, { status: 404 })],
		["of files, which has a page for everything", () => new Response("<html>")],
	])("is not asked for images on a site %s", async (_, given) => {
		answer = given;
		const site = open();
		expect(await site.askUpstream?.("library/alpine/manifests/3", request)).toBeUndefined();
		expect(await site.askUpstream?.("library/alpine/manifests/3", request)).toBeUndefined();
		expect(asked).toHaveLength(1);
	});

	it("is looked for again when the site could not tell", async () => {
		answer = () => new Response(null, { status: 502 });
		const site = open();
		await expect(site.askUpstream?.("library/alpine/manifests/3", request)).rejects.toThrow("HTTP status 502");
		answer = () => {
			throw new TypeError("offline");
		};
		await expect(site.askUpstream?.("library/alpine/manifests/3", request)).rejects.toThrow("cannot be reached");
		answer = () => new Response("image", { headers: registry });
		expect(await (await site.askUpstream?.("library/alpine/manifests/3", request))?.text()).toBe("image");
	});
});
