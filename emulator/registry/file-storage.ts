/**
 * A writable storage in files:
 *
 *     repositories/<name>.json   what a repository holds, `/` written as `+`
 *     blobs/<algorithm>/<hex>    content
 *     uploads/<id>.json, .data   an upload that is going on: its repository, and what has come so far
 *     accounts.json
 */
import * as z from "zod";
import type { FileTree } from "./file-tree.ts";
import { decodeRepository, encodeRepository } from "./repository.ts";
import type { RegistryStorage } from "./storage.ts";

const ALL = { start: 0, end: Number.POSITIVE_INFINITY };
const uploadSchema = z.strictObject({ repository: z.string() });

export function createFileStorage(tree: FileTree): RegistryStorage {
	async function getUpload(id: string) {
		const text = await tree.readText(`uploads/${id}.json`);
		if (text === undefined) return undefined;
		const { repository } = uploadSchema.parse(JSON.parse(text));
		const data = await tree.stat(`uploads/${id}.data`);
		const made = data ?? (await tree.stat(`uploads/${id}.json`));
		return { repository, bytes: data?.bytes ?? 0, touchedMs: made?.modifiedMs ?? 0 };
	}

	async function removeUpload(id: string): Promise<void> {
		await tree.remove(`uploads/${id}.data`);
		await tree.remove(`uploads/${id}.json`);
	}

	return {
		verifiesReads: false,
		async listRepositories() {
			const files = await tree.list("repositories");
			return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length).replaceAll("+", "/"));
		},
		async getRepository(name) {
			const text = await tree.readText(repositoryPath(name));
			return text === undefined ? undefined : decodeRepository(text);
		},
		updateRepository(name, change) {
			return tree.exclusively(`repository ${name}`, async () => {
				const path = repositoryPath(name);
				const before = await tree.readText(path);
				const after = change(before === undefined ? undefined : decodeRepository(before));
				if (after === undefined) await tree.remove(path);
				else await tree.write(path, encodeRepository(after));
			});
		},
		exclusively: (work) => tree.exclusively("content", work),

		async blobBytes(digest) {
			return (await tree.stat(blobPath(digest)))?.bytes;
		},
		readBlob: (digest, range) => tree.read(blobPath(digest), range),
		async listBlobs() {
			const listed = await Promise.all(
				["sha256", "sha512"].map(async (algorithm) =>
					(await tree.list(`blobs/${algorithm}`)).map((hex) => `${algorithm}:${hex}`),
				),
			);
			return listed.flat();
		},
		removeBlob: (digest) => tree.remove(blobPath(digest)),
		putBlob: (digest, content) => tree.write(blobPath(digest), content),

		createUpload: (id, repository) => tree.write(`uploads/${id}.json`, JSON.stringify({ repository })),
		async listUploads() {
			const files = await tree.list("uploads");
			return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
		},
		getUpload,
		appendUpload: (id, content) => tree.append(`uploads/${id}.data`, content),
		readUpload: (id) => tree.read(`uploads/${id}.data`, ALL),
		async commitUpload(id, digest) {
			const data = `uploads/${id}.data`;
			if (await tree.stat(data)) await tree.move(data, blobPath(digest));
			else await tree.write(blobPath(digest), new Uint8Array());
			await tree.remove(`uploads/${id}.json`);
		},
		removeUpload,

		accounts: {
			read: () => tree.readText("accounts.json"),
			write: (text) => tree.write("accounts.json", text),
		},
	};
}

function repositoryPath(name: string): string {
	return `repositories/${name.replaceAll("/", "+")}.json`;
}

function blobPath(digest: string): string {
	return `blobs/${digest.replace(":", "/")}`;
}
