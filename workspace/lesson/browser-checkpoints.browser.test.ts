import { afterEach, expect, it } from "vitest";
import { browserCheckpoints } from "./browser-checkpoints.ts";
import type { CheckpointStorage } from "./checkpoints.ts";

const open: CheckpointStorage[] = [];

afterEach(async () => {
	for (const storage of open.splice(0)) storage.dispose();
	await expect.poll(folders).toEqual([]);
});

function openPage(): CheckpointStorage {
	const storage = browserCheckpoints();
	open.push(storage);
	return storage;
}

async function folders(): Promise<string[]> {
	const root = await navigator.storage.getDirectory();
	const names: string[] = [];
	for await (const name of (await root.getDirectoryHandle("checkpoints", { create: true })).keys()) names.push(name);
	return names;
}

it("A checkpoint is read as it was written, also a large one, and is gone when it is removed", async () => {
	const page = openPage();
	const bytes = new Uint8Array(80_000_000).fill(7);
	bytes[79_999_999] = 1;
	await page.write("step-2", bytes);
	await page.write("step-2", bytes);
	const found = await page.read("step-2");
	expect(found.length).toBe(bytes.length);
	expect([found[0], found[79_999_999]]).toEqual([7, 1]);
	await page.remove("step-2");
	await expect(page.read("step-2")).rejects.toThrow();
	expect(await page.roomBytes()).toBeGreaterThan(0);
});

it("A page leaves the checkpoints of pages that are open, and removes those of pages that are gone", async () => {
	const root = await navigator.storage.getDirectory();
	const all = await root.getDirectoryHandle("checkpoints", { create: true });
	await all.getDirectoryHandle("of-a-page-that-crashed", { create: true });
	const one = openPage();
	await one.write("step-2", new Uint8Array([1]));
	const other = openPage();
	await other.write("step-2", new Uint8Array([2]));
	expect(await one.read("step-2")).toEqual(new Uint8Array([1]));
	expect(await other.read("step-2")).toEqual(new Uint8Array([2]));
	expect(await folders()).toHaveLength(2);
});
