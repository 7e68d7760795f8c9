/** The registry with a client that others wrote: Debian's skopeo, over HTTP. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccess } from "#emulator/registry/access.ts";
import { Accounts } from "#emulator/registry/accounts.ts";
import { type FolderStorage, openFolderStorage } from "#emulator/registry/node/folder-storage.ts";
import { createRegistry } from "#emulator/registry/registry.ts";
import { type RegistryServer, serveRegistry } from "../../cli/registry-server.ts";
import { DOCKER_IMAGE, digestOf, IMAGE, INDEX } from "./client.ts";

const LAYER_BYTES = 3_000_000;

describe("skopeo", { timeout: 60_000 }, () => {
	let folder: string;
	let storage: FolderStorage;
	let server: RegistryServer;
	let host: string;
	const logged: string[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), "slipway-skopeo-"));
		storage = await openFolderStorage(path.join(folder, "registry"));
		server = await serveRegistry(createRegistry({ storage, log: (line) => void logged.push(line) }).handle, 0);
		host = new URL(server.origin).host;
		await makeLayout(path.join(folder, "layout"));
	});
	afterAll(async () => {
		await server.close();
		await storage.close();
		await rm(folder, { recursive: true });
	});

	/** What it prints. @throws what it says when it fails */
	async function skopeo(...words: string[]): Promise<string> {
		const authfile = path.join(folder, "auth.json");
		return (await promisify(execFile)("skopeo", words, { env: { ...process.env, REGISTRY_AUTH_FILE: authfile } })).stdout;
	}
	// It compresses layers on the way unless it is told not to.
	const copyIn = (image: string, options: readonly string[] = ["--preserve-digests"]): Promise<string> =>
		skopeo("copy", "--dest-tls-verify=false", ...options, `oci:${folder}/layout:v1`, `docker://${image}`);
	const copyOut = (image: string, name: string): Promise<string> =>
		skopeo("copy", "--preserve-digests", "--src-tls-verify=false", `docker://${image}`, `oci:${folder}/${name}:v1`);
	const manifestDigest = async (name: string): Promise<string> => {
		const index = JSON.parse(await readFile(path.join(folder, name, "index.json"), "utf8")) as {
			manifests: [{ digest: string }];
		};
		return index.manifests[0].digest;
	};

	it("copies an image in and out again, the same to the last byte", async () => {
		await copyIn(`${host}/a/app:v1`);
		await copyOut(`${host}/a/app:v1`, "out");
		expect(await manifestDigest("out")).toBe(await manifestDigest("layout"));
		const inspected = JSON.parse(await skopeo("inspect", "--tls-verify=false", `docker://${host}/a/app:v1`)) as {
			Digest: string;
		};
		expect(inspected.Digest).toBe(await manifestDigest("layout"));
	});

	it("copies from one repository to another", async () => {
		await copyIn(`${host}/a/source:v1`);
		await skopeo(
			"copy",
			"--preserve-digests",
			"--src-tls-verify=false",
			"--dest-tls-verify=false",
			`docker://${host}/a/source:v1`,
			`docker://${host}/b/target:v2`,
		);
		await copyOut(`${host}/b/target:v2`, "target");
		expect(await manifestDigest("target")).toBe(await manifestDigest("layout"));
	});

	it("pushes Docker's own form", async () => {
		await copyIn(`${host}/a/docker:v1`, ["--format=v2s2"]);
		const raw = await skopeo("inspect", "--raw", "--tls-verify=false", `docker://${host}/a/docker:v1`);
		expect(JSON.parse(raw)).toMatchObject({ mediaType: DOCKER_IMAGE });
	});

	it("lists tags and deletes an image", async () => {
		await copyIn(`${host}/a/list:v1`);
		await copyIn(`${host}/a/list:v2`);
		const list = async (): Promise<string[]> =>
			(JSON.parse(await skopeo("list-tags", "--tls-verify=false", `docker://${host}/a/list`)) as { Tags: string[] }).Tags;
		expect(await list()).toEqual(["v1", "v2"]);
		await skopeo("delete", "--tls-verify=false", `docker://${host}/a/list:v1`);
		await expect(copyOut(`${host}/a/list:v1`, "gone")).rejects.toThrow("manifest unknown");
		await expect(copyOut(`${host}/a/missing:v1`, "gone")).rejects.toThrow("name unknown");
	});

	it("reads an index and chooses from it", async () => {
		await copyIn(`${host}/a/multi:one`);
		const digest = await manifestDigest("layout");
		const { size } = await storage.blobBytes(digest).then((bytes) => ({ size: bytes }));
		const manifest = { mediaType: IMAGE, digest, size, platform: { os: "linux", architecture: "386" } };
		const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [manifest] });
		const put = await fetch(`${server.origin}/v2/a/multi/manifests/all`, {
			method: "PUT",
			body,
			headers: { "Content-Type": INDEX },
		});
		expect(put.status).toBe(201);
		await skopeo(
			"copy",
			"--preserve-digests",
			"--src-tls-verify=false",
			"--override-arch=386",
			`docker://${host}/a/multi:all`,
			`oci:${folder}/chosen:v1`,
		);
		expect(await manifestDigest("chosen")).toBe(digest);
	});

	it("logs in with the right password only, and then pushes where it may", async () => {
		const accounts = await Accounts.open(storage.accounts);
		await accounts.set("alice", "wonderland");
		const access = createAccess(accounts, "registry.lab");
		const guarded = await serveRegistry(createRegistry({ storage, access }).handle, 0);
		try {
			const there = new URL(guarded.origin).host;
			const login = (password: string): Promise<string> =>
				skopeo("login", "--tls-verify=false", `--username=alice`, `--password=${password}`, there);
			await expect(login("wrong")).rejects.toThrow("invalid username/password");
			await expect(copyIn(`${there}/alice/app:v1`)).rejects.toThrow(/authentication required|denied|unauthorized/);
			expect(await login("wonderland")).toContain("Login Succeeded");
			await copyIn(`${there}/alice/app:v1`);
			await copyIn(`${there}/alice/private/app:v1`);
			await expect(copyIn(`${there}/bob/app:v1`)).rejects.toThrow(": denied");
			await copyOut(`${there}/alice/private/app:v1`, "private");
			await skopeo("logout", there);
			await copyOut(`${there}/alice/app:v1`, "public");
			await expect(copyOut(`${there}/alice/private/app:v1`, "stolen")).rejects.toThrow(/authentication required|unauthorized/);
		} finally {
			await guarded.close();
		}
	});

	it("made the registry complain of nothing", () => {
		expect(logged).toEqual([]);
	});
});

/** An OCI image layout with one image of one layer. */
async function makeLayout(layout: string): Promise<void> {
	const blobs = path.join(layout, "blobs/sha256");
	await mkdir(blobs, { recursive: true });
	async function add(content: string | Buffer, mediaType: string): Promise<{ digest: string; size: number; mediaType: string }> {
		const digest = digestOf(content);
		await writeFile(path.join(blobs, digest.slice("sha256:".length)), content);
		return { mediaType, digest, size: Buffer.byteLength(content) };
	}
	const tar = await makeTar();
	const layer = await add(tar, "application/vnd.oci.image.layer.v1.tar");
	const config = await add(
		JSON.stringify({ architecture: "386", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: [layer.digest] } }),
		"application/vnd.oci.image.config.v1+json",
	);
	const manifest = await add(JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config, layers: [layer] }), IMAGE);
	const annotations = { "org.opencontainers.image.ref.name": "v1" };
	await writeFile(
		path.join(layout, "index.json"),
		JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }),
	);
	await writeFile(path.join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}

async function makeTar(): Promise<Buffer> {
	const source = await mkdtemp(path.join(tmpdir(), "slipway-tar-"));
	try {
		await writeFile(path.join(source, "content"), Buffer.alloc(LAYER_BYTES, "slipway "));
		const { stdout } = await promisify(execFile)("tar", ["--create", "--directory", source, "content"], {
			encoding: "buffer",
			maxBuffer: 2 * LAYER_BYTES,
		});
		return stdout;
	} finally {
		await rm(source, { recursive: true });
	}
}
