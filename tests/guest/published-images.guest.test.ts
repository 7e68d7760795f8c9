/** What the build left in public/registry, as whoever pulls it will find it. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImageIndex } from "#emulator/bundle/image-index.ts";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { runCommand } from "#emulator/guest/build/command.ts";
import { sha256 } from "#emulator/guest/build/digest.ts";
import { type ManifestText, manifestOf, readBlob, readSiteImages } from "../support/site-images.ts";

describe("The site's images", () => {
	let index: ImageIndex;
	let folder: string;

	beforeAll(async () => {
		index = await readSiteImages();
		folder = await mkdtemp(path.join(tmpdir(), "slipway-published-"));
	});
	afterAll(() => rm(folder, { recursive: true }));

	test("are those of the list, under the names and tags that people type", () => {
		const images =
			"hello-world busybox debian:bookworm-slim debian:trixie-slim nginx httpd redis postgres mariadb python:3.13-slim node php";
		for (const image of `${images} gcc caddy memcached registry adminer whoami`.split(" ")) {
			const [name = "", tag = "latest"] = image.split(":");
			expect(manifestOf(index, name, tag).layers.length, image).toBeGreaterThan(0);
		}
		for (const [name, { description, documentation }] of Object.entries(index.repositories)) {
			expect(description.length, name).toBeGreaterThan(10);
			expect(documentation.length, name).toBeGreaterThan(50);
		}
	});

	test("are on disk whole, with nothing beside them", async () => {
		const named = new Set(Object.values(index.blobs).flatMap(({ parts }) => parts.map((part) => part.sha256)));
		expect(new Set(await readdir(path.join(repositoryFolder, "public", "registry", "chunks")))).toEqual(named);
		const used = new Set<string>();
		for (const [digest, { content }] of Object.entries(index.manifests)) {
			expect(`sha256:${sha256(content)}`).toBe(digest);
			const { config, layers }: ManifestText = JSON.parse(content);
			for (const { digest: blob, size } of [config, ...layers]) {
				expect(index.blobs[blob]?.bytes).toBe(size);
				used.add(blob);
			}
		}
		expect(new Set(Object.keys(index.blobs))).toEqual(used);
		const tags = Object.values(index.repositories).flatMap((repository) => Object.values(repository.tags));
		expect(new Set(tags)).toEqual(new Set(Object.keys(index.manifests)));
	});

	test("have the contents that their digests say, and layers that tar reads", { timeout: 4 * 60_000 }, async () => {
		for (const { content } of Object.values(index.manifests)) {
			const { config, layers }: ManifestText = JSON.parse(content);
			const { os, architecture, rootfs } = JSON.parse((await readBlob(index, config.digest)).toString());
			expect({ os, architecture }).toEqual({ os: "linux", architecture: "386" });
			// Uncompressed, so the digest of what is transferred is the digest of what is unpacked.
			expect(rootfs.diff_ids).toEqual(layers.map(({ digest }) => digest));
		}
		const layers = Object.values(index.manifests).flatMap(({ content }) => (JSON.parse(content) as ManifestText).layers);
		for (const [digest, mediaType] of new Map(layers.map((layer) => [layer.digest, layer.mediaType]))) {
			expect(mediaType).toBe("application/vnd.oci.image.layer.v1.tar");
			const tar = path.join(folder, "layer.tar");
			await writeFile(tar, await readBlob(index, digest));
			const names = (await runCommand("tar", ["--list", "--quoting-style=literal", `--file=${tar}`])).trimEnd().split("\n");
			expect(names.length).toBeGreaterThan(0);
			expect(names.filter((name) => name.startsWith("/") || name.split("/").includes(".."))).toEqual([]);
		}
	});

	test("are built on the same layer of Debian", () => {
		const [base] = manifestOf(index, "debian", "trixie-slim").layers;
		for (const name of ["nginx", "httpd", "redis", "postgres", "mariadb", "python", "node", "php", "gcc", "caddy", "adminer"]) {
			expect(manifestOf(index, name, "latest").layers[0]?.digest, name).toBe(base?.digest);
		}
	});

	test("of nginx add at most 5 MB to what debian has", () => {
		const [, ...own] = manifestOf(index, "nginx", "latest").layers;
		const parts = own.flatMap(({ digest }) => index.blobs[digest]?.parts ?? []);
		expect(parts.reduce((sum, part) => sum + part.storedBytes, 0)).toBeLessThan(5e6);
	});
});
