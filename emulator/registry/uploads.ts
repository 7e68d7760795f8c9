/** `/v2/<name>/blobs/uploads/`: end-4, end-5, end-6, end-11, end-13 and end-14 of the specification. */
import { piecesOf } from "./bytes.ts";
import { type Context, writableStorage } from "./context.ts";
import { type Algorithm, algorithmOf, createHasher, type Hasher, isAlgorithm } from "./digest.ts";
import { RegistryError } from "./errors.ts";
import { parseChunkRange, uploadedRange } from "./ranges.ts";
import { holds, withBlob } from "./repository.ts";
import { checkedDigest, isName } from "./route.ts";
import type { RegistryStorage, UploadState } from "./storage.ts";

/** How far the digest of an upload has been computed. After a reload it is gone, and the upload is read once more at its end. */
interface Progress {
	readonly algorithm: Algorithm;
	readonly bytes: number;
	readonly state: Uint8Array | undefined;
}

export class Uploads {
	readonly #context: Context;
	readonly #progress = new Map<string, Progress>();
	/** Those that a request is writing to. */
	readonly #busy = new Set<string>();

	constructor(context: Context) {
		this.#context = context;
	}

	/** POST. `mayPull` tells from which repositories the client may mount. */
	async start(request: Request, name: string, mayPull: (name: string) => boolean): Promise<Response> {
		const storage = writableStorage(this.#context);
		const { searchParams } = new URL(request.url);
		const mount = searchParams.get("mount");
		if (mount !== null) {
			const digest = checkedDigest(mount);
			const from = searchParams.get("from");
			const mounted = await storage.exclusively(() => this.#mount(storage, name, digest, from, mayPull));
			if (mounted) return created(name, digest);
		}
		const digest = searchParams.get("digest");
		if (digest !== null) checkedDigest(digest);
		const algorithm = searchParams.get("digest-algorithm") ?? (digest === null ? "sha256" : algorithmOf(digest));
		if (!isAlgorithm(algorithm)) {
			throw new RegistryError("DIGEST_INVALID", `Digests of the kind "${algorithm}" are not supported.`);
		}
		const id = crypto.randomUUID();
		await storage.createUpload(id, name);
		this.#progress.set(id, { algorithm, bytes: 0, state: undefined });
		if (mount !== null || digest === null) return accepted(202, name, id, 0);
		try {
			await this.#append(storage, request, id, 0);
			return await this.#finish(storage, name, id, digest);
		} catch (error) {
			await this.#forget(storage, id);
			throw error;
		}
	}

	/** PATCH */
	async append(request: Request, name: string, id: string): Promise<Response> {
		return this.#alone(name, id, async (storage, { bytes }) => {
			const after = await this.#chunk(storage, request, name, id, bytes);
			return accepted(202, name, id, after);
		});
	}

	/** PUT, with the last chunk or without */
	async finish(request: Request, name: string, id: string): Promise<Response> {
		const digest = new URL(request.url).searchParams.get("digest");
		if (digest === null) throw new RegistryError("DIGEST_INVALID", "The digest is missing in the query.");
		checkedDigest(digest);
		return this.#alone(name, id, async (storage, { bytes }) => {
			await this.#chunk(storage, request, name, id, bytes);
			return this.#finish(storage, name, id, digest);
		});
	}

	/** GET */
	async status(name: string, id: string): Promise<Response> {
		const { bytes } = await this.#known(writableStorage(this.#context), name, id);
		return accepted(204, name, id, bytes);
	}

	/** DELETE */
	async cancel(name: string, id: string): Promise<Response> {
		return this.#alone(name, id, async (storage) => {
			await this.#forget(storage, id);
			return new Response(null, { status: 204 });
		});
	}

	/** Drops uploads to which nothing was added for so long, as the clients have given them up. */
	async sweep(idleMs: number): Promise<void> {
		const storage = writableStorage(this.#context);
		for (const id of await storage.listUploads()) {
			if (this.#busy.has(id)) continue;
			const upload = await storage.getUpload(id);
			if (!upload || this.#context.now() - upload.touchedMs >= idleMs) await this.#forget(storage, id);
		}
	}

	/** Whether it could be mounted. */
	async #mount(
		storage: RegistryStorage,
		name: string,
		digest: string,
		from: string | null,
		mayPull: (name: string) => boolean,
	): Promise<boolean> {
		if ((await storage.blobBytes(digest)) === undefined) return false;
		// Without a source any will do.
		const sources = from === null ? await storage.listRepositories() : [from];
		for (const source of sources) {
			if (!isName(source) || !mayPull(source)) continue;
			const repository = await storage.getRepository(source);
			if (!repository || !holds(repository, digest)) continue;
			await storage.updateRepository(name, (before) => withBlob(before, digest, this.#context.now()));
			return true;
		}
		return false;
	}

	async #alone(
		name: string,
		id: string,
		work: (storage: RegistryStorage, upload: UploadState) => Promise<Response>,
	): Promise<Response> {
		const storage = writableStorage(this.#context);
		if (this.#busy.has(id)) {
			throw new RegistryError("BLOB_UPLOAD_INVALID", "Another request is writing to this upload.", { status: 409 });
		}
		this.#busy.add(id);
		try {
			return await work(storage, await this.#known(storage, name, id));
		} finally {
			this.#busy.delete(id);
		}
	}

	async #known(storage: RegistryStorage, name: string, id: string): Promise<UploadState> {
		const upload = await storage.getUpload(id);
		if (upload?.repository === name) return upload;
		throw new RegistryError("BLOB_UPLOAD_UNKNOWN", "There is no such upload.");
	}

	/** Appends the body, which must begin where the upload ends. The new length. */
	async #chunk(storage: RegistryStorage, request: Request, name: string, id: string, bytes: number): Promise<number> {
		const header = request.headers.get("Content-Range");
		if (header !== null) {
			const range = parseChunkRange(header);
			if (!range) throw new RegistryError("BLOB_UPLOAD_INVALID", "Content-Range is two numbers with a - between them.");
			if (range.start !== bytes) {
				throw new RegistryError("BLOB_UPLOAD_INVALID", `The next chunk begins at ${bytes}.`, {
					status: 416,
					headers: { Location: uploadPath(name, id), Range: uploadedRange(bytes) },
				});
			}
			return this.#append(storage, request, id, bytes, range.end - range.start);
		}
		return this.#append(storage, request, id, bytes);
	}

	async #append(storage: RegistryStorage, request: Request, id: string, bytes: number, rangeBytes?: number): Promise<number> {
		const declared = request.headers.get("Content-Length");
		const expected = rangeBytes ?? (declared === null ? undefined : Number(declared));
		if (rangeBytes !== undefined && declared !== null && Number(declared) !== rangeBytes) throw wrongLength();
		if (request.body === null || declared === "0") {
			if ((expected ?? 0) > 0) throw wrongLength();
			return bytes;
		}
		const before = this.#progress.get(id);
		// Without the state of everything before, the hash of the rest is of no use.
		const hasher = before?.bytes === bytes ? await createHasher(before.algorithm, before.state) : undefined;
		let after = bytes;
		await storage.appendUpload(
			id,
			counted(request, expected, hasher, (length) => {
				after += length;
			}),
		);
		if (before && hasher) this.#progress.set(id, { ...before, bytes: after, state: hasher.save() });
		return after;
	}

	async #finish(storage: RegistryStorage, name: string, id: string, digest: string): Promise<Response> {
		if ((await this.#digest(storage, id, algorithmOf(digest))) !== digest) {
			await this.#forget(storage, id);
			throw new RegistryError("DIGEST_INVALID", "The content does not match its digest.");
		}
		await storage.exclusively(async () => {
			await storage.commitUpload(id, digest);
			await storage.updateRepository(name, (before) => withBlob(before, digest, this.#context.now()));
		});
		this.#progress.delete(id);
		return created(name, digest);
	}

	async #digest(storage: RegistryStorage, id: string, algorithm: Algorithm): Promise<string> {
		const upload = await storage.getUpload(id);
		const progress = this.#progress.get(id);
		if (progress && progress.algorithm === algorithm && progress.bytes === upload?.bytes) {
			return (await createHasher(algorithm, progress.state)).digest();
		}
		const hasher = await createHasher(algorithm);
		if ((upload?.bytes ?? 0) > 0) for await (const piece of storage.readUpload(id)) hasher.update(piece);
		return hasher.digest();
	}

	async #forget(storage: RegistryStorage, id: string): Promise<void> {
		this.#progress.delete(id);
		await storage.removeUpload(id);
	}
}

/** The body on its way into the storage. @throws RegistryError when it is not as long as it should be */
async function* counted(
	request: Request,
	expectedBytes: number | undefined,
	hasher: Hasher | undefined,
	onPiece: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	let bytes = 0;
	for await (const piece of piecesOf(request)) {
		bytes += piece.byteLength;
		if (expectedBytes !== undefined && bytes > expectedBytes) throw wrongLength();
		hasher?.update(piece);
		onPiece(piece.byteLength);
		yield piece;
	}
	if (expectedBytes !== undefined && bytes < expectedBytes) throw wrongLength();
}

function wrongLength(): RegistryError {
	return new RegistryError("SIZE_INVALID", "The body is not as long as its headers say.");
}

function uploadPath(name: string, id: string): string {
	return `/v2/${name}/blobs/uploads/${id}`;
}

function accepted(status: 202 | 204, name: string, id: string, bytes: number): Response {
	return new Response(null, {
		status,
		headers: {
			Location: uploadPath(name, id),
			Range: uploadedRange(bytes),
			"Docker-Upload-UUID": id,
			...(status === 202 && { "Content-Length": "0" }),
		},
	});
}

function created(name: string, digest: string): Response {
	return new Response(null, {
		status: 201,
		headers: { Location: `/v2/${name}/blobs/${digest}`, "Docker-Content-Digest": digest, "Content-Length": "0" },
	});
}
