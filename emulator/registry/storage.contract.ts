/** What every writable storage must do. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf } from "./digest.ts";
import { describeRegistryContract } from "./registry.contract.ts";
import { EMPTY_REPOSITORY, withBlob } from "./repository.ts";
import type { RegistryStorage } from "./storage.ts";
import { broken, bytes, pieces, read, text } from "./support.contract.ts";

export interface StorageHost {
	/** The storage, empty at first. Called again, it is what somebody finds who comes back later. */
	open(): Promise<RegistryStorage>;
	/** Frees everything. */
	close(): Promise<void>;
}

const noDigest = `sha256:${"0".repeat(64)}`;
const all = { start: 0, end: Number.POSITIVE_INFINITY };

export function describeStorageContract(name: string, create: () => Promise<StorageHost>): void {
	describe(`a storage: ${name}`, () => {
		let host: StorageHost;
		let storage: RegistryStorage;

		beforeEach(async () => {
			host = await create();
			storage = await host.open();
		});
		afterEach(() => host.close());

		it("has nothing at first", async () => {
			expect(await storage.listRepositories()).toEqual([]);
			expect(await storage.getRepository("a")).toBeUndefined();
			expect(await storage.listBlobs()).toEqual([]);
			expect(await storage.blobBytes(noDigest)).toBeUndefined();
			expect(await storage.listUploads()).toEqual([]);
			expect(await storage.getUpload(crypto.randomUUID())).toBeUndefined();
			expect(await storage.accounts.read()).toBeUndefined();
			await expect(read(storage.readBlob(noDigest, all))).rejects.toThrow();
		});

		it("keeps repositories, whatever they are called, for whoever comes later", async () => {
			const names = ["a", "a/b", "a-b", "con", "__proto__", "x".repeat(230)];
			for (const each of names) await storage.updateRepository(each, () => withBlob(undefined, noDigest, names.indexOf(each)));
			const later = await host.open();
			expect([...(await later.listRepositories())].sort()).toEqual([...names].sort());
			for (const each of names) expect((await later.getRepository(each))?.blobs.get(noDigest)).toBe(names.indexOf(each));
			await later.updateRepository("a", () => undefined);
			expect(await later.getRepository("a")).toBeUndefined();
			expect(await later.getRepository("a/b")).toBeDefined();
		});

		it("loses none of many changes at once", async () => {
			const digests = await Promise.all(Array.from({ length: 20 }, (_, index) => digestOf(bytes(`blob ${index}`))));
			await Promise.all(digests.map((digest) => storage.updateRepository("a", (before) => withBlob(before, digest, 1))));
			expect((await storage.getRepository("a"))?.blobs.size).toBe(20);
		});

		it("leaves a repository as it was when a change throws", async () => {
			await storage.updateRepository("a", () => withBlob(undefined, noDigest, 7));
			const failing = storage.updateRepository("a", () => {
				throw new Error("no");
			});
			await expect(failing).rejects.toThrow("no");
			expect((await storage.getRepository("a"))?.blobs.get(noDigest)).toBe(7);
			await storage.updateRepository("a", () => EMPTY_REPOSITORY);
			expect((await storage.getRepository("a"))?.blobs.size).toBe(0);
		});

		it("runs exclusive work one after another", async () => {
			const said: string[] = [];
			const work = async (word: string): Promise<void> => {
				said.push(`${word} begins`);
				await storage.blobBytes(noDigest);
				said.push(`${word} ends`);
			};
			await Promise.all(["one", "two"].map((word) => storage.exclusively(() => work(word))));
			expect(said).toEqual(["one begins", "one ends", "two begins", "two ends"]);
			await expect(storage.exclusively(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
			await storage.exclusively(() => work("three"));
		});

		it("gives any part of a blob", async () => {
			const content = Uint8Array.from({ length: 600_000 }, (_, index) => index % 253);
			const digest = await digestOf(content);
			await storage.putBlob(digest, content);
			const later = await host.open();
			expect(await later.blobBytes(digest)).toBe(content.byteLength);
			expect(await later.listBlobs()).toEqual([digest]);
			for (const [start, end] of [
				[0, 600_000],
				[0, 1],
				[262_143, 262_145],
				[599_999, 600_000],
			] as const) {
				expect(await digestOf(await read(later.readBlob(digest, { start, end })))).toBe(
					await digestOf(content.subarray(start, end)),
				);
			}
			await later.removeBlob(digest);
			await later.removeBlob(digest);
			expect(await later.blobBytes(digest)).toBeUndefined();
		});

		it("can stop reading in the middle", async () => {
			const digest = await digestOf(bytes("some"));
			await storage.putBlob(digest, new Uint8Array(600_000));
			for await (const piece of storage.readBlob(digest, all)) {
				expect(piece.byteLength).toBeGreaterThan(0);
				break;
			}
			await storage.removeBlob(digest);
			expect(await storage.listBlobs()).toEqual([]);
		});

		it("appends to an upload all or nothing, and has it later", async () => {
			const id = crypto.randomUUID();
			await storage.createUpload(id, "a/b");
			expect(await storage.getUpload(id)).toMatchObject({ repository: "a/b", bytes: 0 });
			await storage.appendUpload(id, pieces("one ", "two "));
			await expect(storage.appendUpload(id, broken("lost"))).rejects.toThrow("the body ended");
			const later = await host.open();
			expect(await later.listUploads()).toEqual([id]);
			expect(await later.getUpload(id)).toMatchObject({ repository: "a/b", bytes: 8 });
			await later.appendUpload(id, pieces("three"));
			const digest = await digestOf(bytes("one two three"));
			expect(text(await read(later.readUpload(id)))).toBe("one two three");
			await later.commitUpload(id, digest);
			expect(text(await read(later.readBlob(digest, all)))).toBe("one two three");
			expect([await later.getUpload(id), await later.listUploads()]).toEqual([undefined, []]);
		});

		it("appends small pieces and large ones alike", async () => {
			const id = crypto.randomUUID();
			await storage.createUpload(id, "a");
			const content = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 13) % 241);
			const lengths = [1, 1460, 262_144, 524_288, 7, 1_000_000, 212_100];
			async function* cut(): AsyncGenerator<Uint8Array> {
				for (let at = 0, count = 0; at < content.byteLength; count++) {
					const piece = content.subarray(at, at + (lengths[count % lengths.length] ?? 1));
					at += piece.byteLength;
					yield piece;
				}
			}
			await storage.appendUpload(id, cut());
			const digest = await digestOf(content);
			expect(await digestOf(await read(storage.readUpload(id)))).toBe(digest);
		});

		it("makes an empty blob of an empty upload, and forgets a removed one", async () => {
			const [empty, removed] = [crypto.randomUUID(), crypto.randomUUID()];
			await storage.createUpload(empty, "a");
			await storage.commitUpload(empty, await digestOf(new Uint8Array()));
			expect(await storage.blobBytes(await digestOf(new Uint8Array()))).toBe(0);
			await storage.createUpload(removed, "a");
			await storage.appendUpload(removed, pieces("x"));
			await storage.removeUpload(removed);
			expect([await storage.getUpload(removed), await storage.listUploads()]).toEqual([undefined, []]);
		});

		it("keeps the accounts", async () => {
			await storage.accounts.write("first");
			await storage.accounts.write("second");
			expect(await (await host.open()).accounts.read()).toBe("second");
		});

		describeRegistryContract(() => host.open());
	});
}
