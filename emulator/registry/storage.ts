/** Where a registry keeps what it serves. */
import type { Repository } from "./repository.ts";

/** `end` is exclusive. */
export interface ByteRange {
	readonly start: number;
	readonly end: number;
}

/** What pulling needs. Names and digests given to it are well-formed. */
export interface PullStorage {
	/**
	 * Whether all that `readBlob` gives has been compared with a digest on the way. Otherwise the registry reads a blob to its end
	 * before it serves a part of it.
	 */
	readonly verifiesReads: boolean;
	/** In no particular order. */
	listRepositories(): Promise<readonly string[]>;
	getRepository(name: string): Promise<Repository | undefined>;
	/** The length, or undefined when the content is not there. */
	blobBytes(digest: string): Promise<number | undefined>;
	/** Ends early, or throws, when there is less than that. */
	readBlob(digest: string, range: ByteRange): AsyncIterable<Uint8Array>;
}

/** What pushing needs as well. Content is shared: repositories only tell what they hold of it. */
export interface RegistryStorage extends PullStorage {
	/**
	 * Replaces a repository in one step by what `change` makes of it; undefined removes it. What `change` throws is thrown, and nothing
	 * changed then. Two updates of the same repository never overlap.
	 * @throws StorageFullError
	 */
	updateRepository(name: string, change: (before: Repository | undefined) => Repository | undefined): Promise<void>;

	/** Runs `work` while nobody else, in another tab neither, runs such work: for content and what refers to it to change together. */
	exclusively<T>(work: () => Promise<T>): Promise<T>;

	listBlobs(): Promise<readonly string[]>;
	removeBlob(digest: string): Promise<void>;
	/** Stores small content whose digest is known. @throws StorageFullError */
	putBlob(digest: string, content: Uint8Array): Promise<void>;

	/** `id` is a UUID. @throws StorageFullError */
	createUpload(id: string, repository: string): Promise<void>;
	listUploads(): Promise<readonly string[]>;
	getUpload(id: string): Promise<UploadState | undefined>;
	/** Appends all of `content`, or nothing when it throws. @throws StorageFullError, and what `content` throws */
	appendUpload(id: string, content: AsyncIterable<Uint8Array>): Promise<void>;
	readUpload(id: string): AsyncIterable<Uint8Array>;
	/** Makes the upload the blob of this digest. */
	commitUpload(id: string, digest: string): Promise<void>;
	removeUpload(id: string): Promise<void>;

	/** The text of the accounts that may use the registry; `accounts.ts` knows its form. */
	readonly accounts: TextRecord;
}

export interface UploadState {
	readonly repository: string;
	readonly bytes: number;
	/** When something was last added, in ms of the clock. */
	readonly touchedMs: number;
}

/** One small text that is replaced in one step. */
export interface TextRecord {
	read(): Promise<string | undefined>;
	write(text: string): Promise<void>;
}

/** No space is left, or the browser grants no more. */
export class StorageFullError extends Error {
	override readonly name = "StorageFullError";

	constructor(cause?: unknown) {
		super("There is no space left where the registry keeps its content.", cause === undefined ? undefined : { cause });
	}
}
