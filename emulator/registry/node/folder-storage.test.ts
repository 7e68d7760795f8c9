import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRegistry } from "../registry.ts";
import { describeStorageContract } from "../storage.contract.ts";
import { push, send } from "../support.contract.ts";
import { type FolderStorage, FolderUnusableError, openFolderStorage } from "./folder-storage.ts";

const temporary = (): Promise<string> => mkdtemp(path.join(tmpdir(), "slipway-registry-"));

describeStorageContract("a folder", async () => {
	const folder = await temporary();
	let opened: FolderStorage | undefined;
	return {
		async open() {
			await opened?.close();
			opened = await openFolderStorage(folder);
			return opened;
		},
		async close() {
			await opened?.close();
			await rm(folder, { recursive: true });
		},
	};
});

let folder: string;
beforeEach(async () => {
	folder = await temporary();
});
afterEach(() => rm(folder, { recursive: true }));

test("A folder is used by one process at a time, and free again when that one has gone", async () => {
	const storage = await openFolderStorage(folder);
	await expect(openFolderStorage(folder)).rejects.toThrow(FolderUnusableError);
	await expect(openFolderStorage(folder)).rejects.toThrow(`in use by process ${process.pid}`);
	await storage.close();
	await (await openFolderStorage(folder)).close();
	// Of a process that was killed; no process has this number.
	await writeFile(path.join(folder, "lock"), "4194999");
	await (await openFolderStorage(folder)).close();
});

test("What cannot be a folder is told so", async () => {
	const file = path.join(folder, "file");
	await writeFile(file, "");
	await expect(openFolderStorage(path.join(file, "inside"))).rejects.toThrow(FolderUnusableError);
});

test("What a crash left of a file that was being written is gone at the next start, and the rest is there", async () => {
	const storage = await openFolderStorage(folder);
	const digest = await push(createRegistry({ storage }), "a", "content");
	await storage.close();
	await mkdir(path.join(folder, "temporary"), { recursive: true });
	await writeFile(path.join(folder, "temporary", "half"), "{");
	const later = await openFolderStorage(folder);
	expect(await readdir(path.join(folder, "temporary"))).toEqual([]);
	expect(await (await send(createRegistry({ storage: later }), `/v2/a/blobs/${digest}`)).text()).toBe("content");
	await later.close();
});

test("Everything stays inside the folder", async () => {
	const inside = path.join(folder, "inside");
	const storage = await openFolderStorage(inside);
	const registry = createRegistry({ storage });
	for (const name of ["..", "../outside", "..%2foutside", "a/../../outside", "%2e%2e/outside"]) {
		for (const [method, end] of [
			["POST", "blobs/uploads/?digest=sha256:9d9595c5d94fb65b824f56e9999527dba9542481580d69feb89056aabaa0aa87"],
			["PATCH", "blobs/uploads/..%2f..%2foutside"],
			["PUT", "manifests/..%2foutside"],
		] as const) {
			const response = await send(registry, `/v2/${name}/${end}`, { method, body: "test" });
			expect(response.status, `${method} ${name}/${end}`).toBeGreaterThanOrEqual(400);
			expect(response.status).toBeLessThan(500);
		}
	}
	expect(await readdir(folder)).toEqual(["inside"]);
	expect(await readdir(path.join(inside, "uploads"))).toEqual([]);
	await storage.close();
});

test("A damaged list of a repository is an error of the registry, not an empty repository", async () => {
	const storage = await openFolderStorage(folder);
	const logged: string[] = [];
	const registry = createRegistry({ storage, log: (line) => void logged.push(line) });
	await push(registry, "a", "content");
	const file = path.join(folder, "repositories", "a.json");
	expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ format: 1 });
	await writeFile(file, "{");
	const response = await send(registry, "/v2/a/tags/list");
	expect(response.status).toBe(500);
	expect(await response.text()).not.toContain("at ");
	expect(logged.join()).toContain("The registry failed");
	const pushed = await send(registry, "/v2/a/manifests/v1", { method: "PUT", body: "{}" });
	expect(pushed.status).toBeGreaterThanOrEqual(400);
	expect((await stat(file)).size).toBe(1);
	await storage.close();
});
