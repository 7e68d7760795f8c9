/**
 * Checkpoints as files of the browser's private file system: hundreds of megabytes, which a page should not hold in memory. Each page has a
 * folder of its own, and a lock that says that it is still open; folders whose page is gone are removed by the next one.
 */
import type { CheckpointStorage } from "./checkpoints.ts";

const FOLDER = "checkpoints";
const LOCK_PREFIX = "slipway.checkpoints.";
/** Left to the rest of the site, of what the browser allows. */
const RESERVE_BYTES = 500e6;

/** On its way into and out of a file, a saved machine is in memory two or three times, beside the machine. */
const LEAST_MEMORY_GB = 4;

export function browserCheckpoints(): CheckpointStorage {
	const page = crypto.randomUUID();
	const closed = new AbortController();
	let folder: Promise<FileSystemDirectoryHandle> | undefined;

	function pageFolder(): Promise<FileSystemDirectoryHandle> {
		folder ??= open();
		return folder;
	}

	/** @throws DOMException where the browser has no such file system for this site, or no locks. */
	async function open(): Promise<FileSystemDirectoryHandle> {
		await holdLock();
		const root = await navigator.storage.getDirectory();
		const all = await root.getDirectoryHandle(FOLDER, { create: true });
		await removeForgotten(all);
		return await all.getDirectoryHandle(page, { create: true });
	}

	/** Settles when the lock is held; it is given back at `dispose`, or by the browser when the page goes. */
	async function holdLock(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			navigator.locks
				.request(`${LOCK_PREFIX}${page}`, async () => {
					resolve();
					await new Promise<void>((release) => closed.signal.addEventListener("abort", () => release()));
				})
				.catch(reject);
		});
	}

	return {
		async roomBytes() {
			// Only some browsers tell; those round down to 2 or 4.
			const { deviceMemory = LEAST_MEMORY_GB } = navigator as { deviceMemory?: number };
			if (deviceMemory < LEAST_MEMORY_GB) return 0;
			const { quota = 0, usage = 0 } = await navigator.storage.estimate();
			return quota - usage - RESERVE_BYTES;
		},
		async write(name, bytes) {
			const file = await (await pageFolder()).getFileHandle(name, { create: true });
			const writable = await file.createWritable();
			await writable.write(bytes as Uint8Array<ArrayBuffer>);
			await writable.close();
		},
		async read(name) {
			const file = await (await pageFolder()).getFileHandle(name);
			return new Uint8Array(await (await file.getFile()).arrayBuffer());
		},
		async remove(name) {
			await (await pageFolder()).removeEntry(name);
		},
		dispose() {
			if (!folder) return;
			folder
				.then(async () => {
					const root = await navigator.storage.getDirectory();
					await (await root.getDirectoryHandle(FOLDER)).removeEntry(page, { recursive: true });
				})
				.catch(() => {})
				.finally(() => closed.abort());
		},
	};
}

async function removeForgotten(all: FileSystemDirectoryHandle): Promise<void> {
	const { held = [] } = await navigator.locks.query();
	const alive = new Set(held.map(({ name }) => name));
	for await (const name of all.keys()) {
		// In use by another page after all, or gone already: then it is that page's to remove.
		if (!alive.has(`${LOCK_PREFIX}${name}`)) await all.removeEntry(name, { recursive: true }).catch(() => {});
	}
}
