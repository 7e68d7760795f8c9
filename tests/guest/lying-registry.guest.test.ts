/** A registry that gives other content than it promised: dockerd refuses it in its own words, and keeps nothing of it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAgentMachine } from "#emulator/agent/agent-machine.ts";
import { parseManifest } from "#emulator/bundle/manifest.ts";
import { run } from "#emulator/contract/support.ts";
import { sha256 } from "#emulator/guest/build/digest.ts";
import type { Machine } from "#emulator/machine.ts";
import type { HttpService } from "#emulator/network/service.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER, nodeHost } from "#emulator/node/node-machine.ts";
import { V86Computer } from "#emulator/v86/v86-computer.ts";
import { manifestOf, readBlob, readSiteImages } from "../support/site-images.ts";

/** Under the name that dockerd trusts without a certificate. Serves one manifest, whatever is asked, and blobs by digest. */
class Registry implements HttpService {
	readonly kind = "http";
	readonly name = "registry.lab";
	readonly description = "content that is not what it says";
	manifest = "";
	readonly blobs = new Map<string, Uint8Array<ArrayBuffer>>();

	handle = async (request: Request): Promise<Response> => {
		const [, kind, reference = ""] = /\/(manifests|blobs)\/([^/]+)$/.exec(new URL(request.url).pathname) ?? [];
		if (kind === undefined) return Response.json({});
		if (kind === "blobs")
			return new Response(this.blobs.get(reference) ?? null, { status: this.blobs.has(reference) ? 200 : 404 });
		const digest = `sha256:${sha256(this.manifest)}`;
		const { mediaType } = JSON.parse(this.manifest) as { mediaType: string };
		return new Response(request.method === "HEAD" ? null : this.manifest, {
			headers: { "Content-Type": mediaType, "Docker-Content-Digest": digest, "Content-Length": String(this.manifest.length) },
		});
	};
}

describe("A registry that lies", { timeout: 3 * 60_000 }, () => {
	const registry = new Registry();
	let machine: Machine;
	let honest: string;
	let config: string;
	let layer: string;

	beforeAll(async () => {
		const index = await readSiteImages();
		const image = manifestOf(index, "whoami", "latest");
		honest = JSON.stringify(image);
		config = image.config.digest;
		layer = image.layers[0]?.digest ?? "";
		for (const digest of [config, layer]) registry.blobs.set(digest, new Uint8Array(await readBlob(index, digest)));
		const loadManifest = async () => parseManifest(JSON.parse(await readFile(join(BUNDLE_FOLDER, "manifest.json"), "utf8")));
		const host = nodeHost(folderLoader(join(BUNDLE_FOLDER, "chunks")), loadManifest);
		machine = createAgentMachine(new V86Computer({ ...host, services: [registry] }));
		await machine.start();
	});
	afterAll(() => machine.dispose());

	/** What dockerd keeps of images: names, configurations, layers, files that are being written; not which digest a layer once had. */
	async function kept(): Promise<string> {
		const content = "find image overlay2 tmp -maxdepth 5 -not -path '*/diff/*' -not -path '*/distribution/*'";
		const listed = await run(machine, `cd /var/lib/docker && ${content} | sort`);
		expect(listed.code).toBe(0);
		return listed.stdout;
	}

	/** What `docker pull` says when it fails, having left nothing behind. */
	async function refused(reference = "registry.lab/liar"): Promise<string> {
		const before = await kept();
		const { stderr, code } = await run(machine, ["docker", "pull", reference], { timeoutMs: 150_000 });
		expect(code).toBe(1);
		expect(await kept()).toBe(before);
		return stderr;
	}

	/** Runs while one bit of a blob is another. */
	async function damaged<Result>(digest: string, action: () => Promise<Result>): Promise<Result> {
		const content = registry.blobs.get(digest) ?? new Uint8Array();
		const other = content.slice();
		const middle = other.length >> 1;
		other[middle] = (other[middle] ?? 0) ^ 1;
		registry.blobs.set(digest, other);
		try {
			return await action();
		} finally {
			registry.blobs.set(digest, content);
		}
	}

	it("about a layer is refused", async () => {
		registry.manifest = honest;
		expect(await damaged(layer, () => refused())).toContain(`filesystem layer verification failed for digest ${layer}`);
	});

	it("about an image's configuration is refused", async () => {
		registry.manifest = honest;
		expect(await damaged(config, () => refused())).toContain(`image config verification failed for digest ${config}`);
	});

	it("about a manifest that is asked for by its digest is refused", async () => {
		registry.manifest = honest;
		const other = `sha256:${"0".repeat(64)}`;
		expect(await refused(`registry.lab/liar@${other}`)).toContain(`manifest verification failed for digest ${other}`);
	});

	it("about what a layer holds is refused: its configuration names other content", async () => {
		const text = new TextDecoder().decode(registry.blobs.get(config)).replace(layer, `sha256:${"1".repeat(64)}`);
		const lie = new TextEncoder().encode(text);
		const digest = `sha256:${sha256(lie)}`;
		registry.blobs.set(digest, lie);
		registry.manifest = honest.replace(config, digest);
		expect(await refused()).toContain("layers from manifest don't match image configuration");
	});

	it("can be pulled from once it says the truth", async () => {
		registry.manifest = honest;
		const pulled = await run(machine, ["docker", "pull", "registry.lab/liar"], { timeoutMs: 150_000 });
		expect(pulled).toMatchObject({ code: 0, stdout: expect.stringContaining(`sha256:${sha256(honest)}`) });
	});
});
