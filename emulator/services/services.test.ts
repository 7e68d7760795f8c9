import { describe, expect, it } from "vitest";
import type { HttpService } from "../network/service.ts";
import { createMemoryStorage } from "../registry/memory-storage.ts";
import { createServices, type ServiceHost } from "./services.ts";

/** A site of these files, with no image in it. */
function servicesOf(
	files: Readonly<Record<string, string>>,
	more: Partial<Pick<ServiceHost, "askUpstream" | "openRegistryStorage">> = {},
): {
	ask: (url: string, init?: RequestInit) => Promise<Response>;
	logged: string[];
} {
	const logged: string[] = [];
	const host: ServiceHost = {
		openFile: async (path) => (path in files ? new Blob([files[path] ?? ""]).stream() : undefined),
		imageParts: { load: () => Promise.reject(new Error("there are no parts")) },
		openRegistryStorage: async () => createMemoryStorage(),
		log: (message) => logged.push(message),
		...more,
	};
	const services = new Map(
		createServices(host)
			.filter((service): service is HttpService => service.kind === "http")
			.map((service) => [service.name, service]),
	);
	return {
		logged,
		ask: async (url, init) => {
			const service = services.get(new URL(url).hostname);
			if (!service) throw new Error(`nothing is at ${url}`);
			return service.handle(new Request(url, init));
		},
	};
}

const emptyIndex = JSON.stringify({ format: 1, blobs: {}, manifests: {}, repositories: {} });

describe("The Debian mirror", () => {
	const { ask } = servicesOf({ "debian/dists/trixie/Release": "Suite: trixie\n", "debian/pool/a+b_1~2.deb": "package" });

	it("serves the site's files", async () => {
		expect(await (await ask("http://deb.lab/debian/dists/trixie/Release")).text()).toBe("Suite: trixie\n");
		expect(await (await ask("http://deb.lab/debian/pool/a%2bb_1%7e2.deb")).text()).toBe("package");
		expect((await ask("http://deb.lab/debian/dists/trixie/Release", { method: "HEAD" })).status).toBe(200);
	});

	it.each([
		"/debian/nothing",
		"/debian/",
		"/",
		"/debian/%2e%2e/registry/index.json",
		"/debian/..%2fregistry",
		"/debian/%",
		"/debian/.hidden",
	])("has nothing at %s", async (path) => {
		expect((await ask(`http://deb.lab${path}`)).status).toBe(404);
	});

	it("cannot be written to", async () => {
		expect((await ask("http://deb.lab/debian/dists/trixie/Release", { method: "PUT", body: "x" })).status).toBe(405);
	});
});

describe("Docker Hub", () => {
	it("is found by all names that dockerd asks, and says what Docker Hub says of what is not there", async () => {
		const { ask } = servicesOf({ "registry/index.json": emptyIndex });
		for (const name of ["mirror.docker.lab", "registry-1.docker.io"]) {
			const response = await ask(`http://${name}/v2/library/nothing/manifests/latest`);
			expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ code: "DENIED" }] }]);
		}
		expect(await (await ask("http://index.docker.io/v1/search?q=nginx")).json()).toMatchObject({ num_results: 0 });
	});

	it("says that a site without images has none, and looks again the next time", async () => {
		const files: Record<string, string> = {};
		const { ask, logged } = servicesOf(files);
		const response = await ask("http://mirror.docker.lab/v2/");
		expect([response.status, await response.json()]).toMatchObject([
			424,
			{ errors: [{ code: "UNAVAILABLE", message: "The site's images cannot be had: The site has no images." }] },
		]);
		expect(logged).toHaveLength(1);
		files["registry/index.json"] = emptyIndex;
		expect((await ask("http://mirror.docker.lab/v2/")).status).toBe(200);
	});
});

describe("Docker Hub of a site with an upstream registry", () => {
	const index = JSON.stringify({
		...JSON.parse(emptyIndex),
		repositories: { "library/nginx": { description: "", documentation: "", tags: {} } },
	});
	const servicesWith = (askUpstream: NonNullable<ServiceHost["askUpstream"]>) =>
		servicesOf({ "registry/index.json": index }, { askUpstream });
	const alpine = "http://mirror.docker.lab/v2/library/alpine/manifests/3";

	it("has there what the site does not have, and takes of the answer what a registry says", async () => {
		const asked: unknown[] = [];
		const { ask } = servicesWith(async (path, { method, headers }) => {
			asked.push([method, path, Object.fromEntries(headers)]);
			return new Response("part", {
				status: 206,
				headers: { "Content-Range": "bytes 0-3/9", "Slipway-Content-Length": "4", "Content-Type": "a/b", Server: "x" },
			});
		});
		const blob = `library/alpine/blobs/sha256:${"0".repeat(64)}`;
		const headers = { Accept: "a/b", Range: "bytes=0-3", Authorization: "Bearer secret" };
		const response = await ask(`http://mirror.docker.lab/v2/${blob}?ns=docker.io`, { headers });
		expect(asked).toEqual([["GET", blob, { accept: "a/b", range: "bytes=0-3" }]]);
		expect([response.status, await response.text()]).toEqual([206, "part"]);
		expect(Object.fromEntries(response.headers)).toEqual({
			"content-type": "a/b",
			"content-range": "bytes 0-3/9",
			"content-length": "4",
		});
	});

	it("asks there for nothing that the site has, and for nothing but manifests and blobs", async () => {
		const { ask } = servicesWith(() => Promise.reject(new Error("asked")));
		for (const path of ["/v2/library/nginx/manifests/nothing", "/v2/", "/v2/library/alpine/tags/list", "/v1/search?q=alpine"]) {
			expect(await (await ask(`http://mirror.docker.lab${path}`)).text()).not.toContain("cannot be reached");
		}
		expect((await ask(alpine, { method: "PUT", body: "{}" })).status).toBe(405);
	});

	it("is as any other when there is none", async () => {
		const { ask } = servicesWith(async () => undefined);
		expect(await (await ask(alpine)).json()).toMatchObject({ errors: [{ code: "DENIED" }] });
	});

	it("passes failures on with a status whose message dockerd shows", async () => {
		const error = { errors: [{ code: "UNAVAILABLE", message: "The upstream registry does not answer." }] };
		const { ask } = servicesWith(async () => Response.json(error, { status: 504 }));
		const response = await ask(alpine);
		expect([response.status, response.headers.get("Content-Type"), await response.json()]).toEqual([
			424,
			"application/json",
			error,
		]);
	});

	it("takes no length that is not that of the content", async () => {
		const headers = { "Content-Encoding": "gzip", "Content-Length": "30" };
		const { ask } = servicesWith(async () => new Response("{}", { headers }));
		expect((await ask(alpine)).headers.has("Content-Length")).toBe(false);
	});

	it("says so when the site cannot be reached", async () => {
		const { ask, logged } = servicesWith(() => Promise.reject(new Error("offline")));
		const response = await ask(alpine);
		expect([response.status, await response.json()]).toMatchObject([424, { errors: [{ code: "UNAVAILABLE" }] }]);
		expect(logged.join()).toContain("offline");
	});
});

describe("registry.lab", () => {
	const { ask } = servicesOf({});

	it("says why it cannot be had, with a status whose message dockerd shows, and looks again the next time", async () => {
		let inUse = true;
		const openRegistryStorage = async () => {
			if (inUse) throw new Error("The folder /images is in use by process 12.");
			return createMemoryStorage();
		};
		const { ask, logged } = servicesOf({}, { openRegistryStorage });
		const message = "registry.lab cannot be had: The folder /images is in use by process 12.";
		const refused = await ask("http://registry.lab/v2/");
		expect([refused.status, await refused.json()]).toMatchObject([424, { errors: [{ code: "UNAVAILABLE", message }] }]);
		expect(logged).toEqual([message]);
		inUse = false;
		expect((await ask("http://registry.lab/v2/")).status).toBe(401);
	});

	const login = (name: string, password: string): RequestInit => ({
		headers: { Authorization: `Basic ${btoa(`${name}:${password}`)}` },
	});

	it("knows its two users by their password, and nobody else", async () => {
		expect((await ask("http://registry.lab/v2/", login("learner", "containers"))).status).toBe(200);
		expect((await ask("http://registry.lab/v2/", login("colleague", "containers"))).status).toBe(200);
		expect((await ask("http://registry.lab/v2/", login("learner", "wrong"))).status).toBe(401);
		expect((await ask("http://registry.lab/v2/")).status).toBe(401);
	});

	it("lets a user push below the own name only", async () => {
		const push = (name: string) =>
			ask(`http://registry.lab/v2/${name}/web/blobs/uploads/`, { method: "POST", ...login("learner", "containers") });
		expect((await push("learner")).status).toBe(202);
		expect((await push("colleague")).status).toBe(403);
	});
});
