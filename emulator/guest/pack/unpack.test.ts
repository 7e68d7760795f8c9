import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Manifest, Part } from "../../bundle/manifest.ts";
import { runCommand } from "../build/command.ts";
import { sha256 } from "../build/digest.ts";
import { digestOfManifest } from "../bundle/bundle.ts";
import { unpackGuest } from "./unpack.ts";

const { version } = createRequire(import.meta.url)("v86/package.json") as { version: string };
let folder: string;
let site: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "slipway-unpack-"));
	site = path.join(folder, "site", "machine");
	vi.stubEnv("SLIPWAY_CACHE", path.join(folder, "cache"));
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(folder, { recursive: true });
});

/** A packed guest whose parts are words. `spoil` may change the files before they are packed. */
async function pack(
	v86Version = version,
	spoil: (chunks: string) => Promise<void> = async () => {},
	beside: readonly string[] = [],
): Promise<string> {
	const bundle = path.join(folder, "bundle");
	const chunks = path.join(bundle, "chunks");
	await mkdir(chunks, { recursive: true });
	async function part(word: string): Promise<Part> {
		await writeFile(path.join(chunks, sha256(word)), word);
		return { sha256: sha256(word), storedBytes: word.length, rawBytes: word.length };
	}
	const content: Omit<Manifest, "digest"> = {
		format: 1,
		v86Version,
		memoryBytes: 1,
		commandLine: "quiet",
		wasm: await part("wasm"),
		interpreter: await part("interpreter"),
		network: await part("network"),
		bios: await part("bios"),
		kernel: await part("kernel"),
		root: { diskBytes: 4, chunkBytes: 4, chunks: [await part("root"), null], prefetch: [] },
		data: { diskBytes: 4, chunkBytes: 4, chunks: [null] },
		snapshot: { rawBytes: 5, headBytes: 5, places: await part("places"), parts: [await part("state")] },
		versions: {},
	};
	await writeFile(path.join(bundle, "manifest.json"), JSON.stringify({ ...content, digest: digestOfManifest(content) }));
	await spoil(chunks);
	const archive = path.join(folder, "guest.tar");
	await runCommand("tar", ["--create", `--file=${archive}`, `--directory=${bundle}`, "manifest.json", "chunks", ...beside]);
	return archive;
}

test("A packed guest is taken into use, and taking it again changes nothing", async () => {
	const archive = await pack();
	const manifest = await unpackGuest(archive, site);
	expect((await readdir(path.join(site, "chunks"))).length).toBe(8);
	expect(JSON.parse(await readFile(path.join(site, "manifest.json"), "utf8"))).toEqual(manifest);
	expect(await unpackGuest(archive, site)).toEqual(manifest);
	expect((await readdir(site)).sort()).toEqual(["chunks", "manifest.json"]);
});

/** With one image and one package beside the machine. */
async function packWithImages(spoil: (bundle: string) => Promise<void> = async () => {}): Promise<string> {
	const bundle = path.join(folder, "bundle");
	const files = { [`registry/chunks/${sha256("layer")}`]: "layer", [`debian/pool/${sha256("package")}.deb`]: "package" };
	const part = { sha256: sha256("layer"), storedBytes: 5, rawBytes: 5 };
	const index = {
		format: 1,
		blobs: { [`sha256:${sha256("layer")}`]: { bytes: 5, parts: [part] } },
		manifests: {},
		repositories: {},
	};
	const all = { ...files, "registry/index.json": JSON.stringify(index), "debian/dists/trixie/Release": "Suite: trixie" };
	for (const [name, content] of Object.entries(all)) {
		await mkdir(path.dirname(path.join(bundle, name)), { recursive: true });
		await writeFile(path.join(bundle, name), content);
	}
	return pack(version, () => spoil(bundle), ["registry", "debian"]);
}

test("Images and packages come with the guest", async () => {
	await unpackGuest(await packWithImages(), site);
	const beside = (name: string): Promise<string> => readFile(path.join(folder, "site", name), "utf8");
	expect(await beside(`registry/chunks/${sha256("layer")}`)).toBe("layer");
	expect(await beside("registry/index.json")).toContain(sha256("layer"));
	expect(await beside(`debian/pool/${sha256("package")}.deb`)).toBe("package");
	expect(await beside("debian/dists/trixie/Release")).toBe("Suite: trixie");
});

test("A damaged image or package is found before anything is taken into use", async () => {
	const layer = await packWithImages((bundle) => writeFile(path.join(bundle, "registry/chunks", sha256("layer")), "l4yer"));
	await expect(unpackGuest(layer, site)).rejects.toThrow(/of an image of the packed guest is damaged/);
	const deb = await packWithImages((bundle) =>
		writeFile(path.join(bundle, "debian/pool", `${sha256("package")}.deb`), "p4ckage"),
	);
	await expect(unpackGuest(deb, site)).rejects.toThrow(/Package .* is damaged/);
	await expect(access(path.join(site, "manifest.json"))).rejects.toThrow();
});

test("A guest for another v86 is refused by name", async () => {
	await expect(unpackGuest(await pack("0.0.1"), site)).rejects.toThrow(
		`made for v86 0.0.1, but this checkout has v86 ${version}`,
	);
});

test("A damaged or missing part is found, and the site stays as it was", async () => {
	const damaged = await pack(version, (chunks) => writeFile(path.join(chunks, sha256("root")), "r00t"));
	await expect(unpackGuest(damaged, site)).rejects.toThrow(/is damaged/);
	const incomplete = await pack(version, (chunks) => rm(path.join(chunks, sha256("state"))));
	await expect(unpackGuest(incomplete, site)).rejects.toThrow(/lacks part/);
	await expect(access(path.join(site, "manifest.json"))).rejects.toThrow();
});

test("A manifest that was changed by hand is refused", async () => {
	const archive = await pack(version, async (chunks) => {
		const file = path.join(chunks, "..", "manifest.json");
		await writeFile(file, (await readFile(file, "utf8")).replace("quiet", "loud!"));
	});
	await expect(unpackGuest(archive, site)).rejects.toThrow(/its digest does not match/);
});

test("A file that is no packed guest, and one that is not there, are told apart", async () => {
	const text = path.join(folder, "letter.txt");
	await writeFile(text, "Dear all");
	await expect(unpackGuest(text, site)).rejects.toThrow(/not a packed Slipway guest/);
	await expect(unpackGuest(path.join(folder, "nothing.tar"), site)).rejects.toThrow(/is not there/);
});

test("A guest on the web is fetched once, and still used when its server is gone", async () => {
	const archive = await readFile(await pack());
	let transfers = 0;
	const server = createServer((request, response) => {
		response.setHeader("etag", '"first"');
		if (request.headers["if-none-match"] === '"first"') {
			response.writeHead(304).end();
			return;
		}
		transfers++;
		response.end(archive);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/guest.tar`;
	try {
		const manifest = await unpackGuest(url, site);
		await unpackGuest(url, site);
		expect(transfers).toBe(1);
		await new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		});
		expect(await unpackGuest(url, site)).toEqual(manifest);
	} finally {
		server.close();
	}
});
