import { describe, expect, it } from "vitest";
import type { HttpService } from "../network/service.ts";
import { createMemoryStorage } from "../registry/memory-storage.ts";
import { createServices, type ServiceHost } from "./services.ts";

/** A site of these files, with no image in it. */
function servicesOf(files: Readonly<Record<string, string>>): {
	ask: (url: string, init?: RequestInit) => Promise<Response>;
	logged: string[];
} {
	const logged: string[] = [];
	const host: ServiceHost = {
		openFile: async (path) => (path in files ? new Blob([files[path] ?? ""]).stream() : undefined),
		imageParts: { load: () => Promise.reject(new Error("there are no parts")) },
		openRegistryStorage: async () => createMemoryStorage(),
		log: (message) => logged.push(message),
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
		expect([response.status, await response.json()]).toMatchObject([503, { errors: [{ code: "UNAVAILABLE" }] }]);
		expect(logged).toHaveLength(1);
		files["registry/index.json"] = emptyIndex;
		expect((await ask("http://mirror.docker.lab/v2/")).status).toBe(200);
	});
});

describe("registry.lab", () => {
	const { ask } = servicesOf({});
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
