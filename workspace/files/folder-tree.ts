/** The expanded folders of the lab, read when somebody looks at them and again when something in them changed. */
import { asMachineError } from "#emulator/errors.ts";
import type { FileEntry, Machine } from "#emulator/machine.ts";
import { folderOf, foldersAbove, inGuest, isWithin, join } from "./paths.ts";
import { type Entry, type Folder, SHOWN_ENTRIES } from "./state.ts";

/** Changes come in heaps: a build, an unpacked archive. A folder is read once for a heap. */
const SETTLE_MS = 120;

export interface FolderTree {
	expand(folder: string): void;
	collapse(folder: string): void;
	/** Something at `path` was made, changed or removed. */
	changed(path: string): void;
	/** Reads all of them again. */
	readAll(): void;
	/** Opens the folders on the way to a file. */
	reveal(path: string): void;
	dispose(): void;
}

interface FolderTreeOptions {
	readonly machine: () => Machine | undefined;
	readonly show: (folders: ReadonlyMap<string, Folder>) => void;
	/** Told whether the lab folder itself is there, each time that was seen. */
	readonly onLab: (found: boolean) => void;
}

const UNREAD: Folder = { state: "reading", entries: [], hiddenCount: 0 };

export function createFolderTree({ machine, show, onLab }: FolderTreeOptions): FolderTree {
	let folders: ReadonlyMap<string, Folder> = new Map([["", UNREAD]]);
	const stale = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let reading = false;
	let disposed = false;

	function put(folder: string, view: Folder | undefined): void {
		if (disposed) return;
		const next = new Map(folders);
		if (view) next.set(folder, view);
		// What is below a folder that is closed, or gone, is closed too.
		else for (const path of folders.keys()) if (isWithin(path, folder)) next.delete(path);
		folders = next;
		show(folders);
	}

	async function read(at: Machine, folder: string): Promise<void> {
		try {
			const found = await at.files.list(inGuest(folder));
			if (!folders.has(folder)) return;
			const entries = found.map(toEntry).sort(byKindAndName);
			closeOthers(folder, new Set(entries.flatMap(({ name, kind }) => (kind === "folder" ? [join(folder, name)] : []))));
			put(folder, {
				state: "ready",
				entries: entries.slice(0, SHOWN_ENTRIES),
				hiddenCount: Math.max(0, entries.length - SHOWN_ENTRIES),
			});
			if (folder === "") onLab(true);
		} catch (thrown) {
			const error = asMachineError(thrown, "WorkerLostError");
			// Without a machine the folders stay as they were last seen; the next one is asked again.
			if (error.name !== "GuestFileError" || !folders.has(folder)) return;
			const gone = error.detail === "ENOENT" || error.detail === "ENOTDIR";
			if (gone && folder !== "") return put(folder, undefined);
			put(folder, { ...UNREAD, state: gone ? "reading" : "failed", errno: error.detail });
			if (gone) onLab(false);
		}
	}

	/** Folders that are there no more, or have become links, cannot stay open. */
	function closeOthers(folder: string, inIt: ReadonlySet<string>): void {
		for (const path of folders.keys()) if (path !== "" && folderOf(path) === folder && !inIt.has(path)) put(path, undefined);
	}

	async function readStale(): Promise<void> {
		if (reading) return;
		reading = true;
		for (let at = machine(); at && stale.size > 0 && !disposed; at = machine()) {
			const [folder = ""] = stale;
			stale.delete(folder);
			if (folders.has(folder)) await read(at, folder);
		}
		reading = false;
	}

	function want(folder: string, afterMs: number): void {
		if (!folders.has(folder) || disposed) return;
		stale.add(folder);
		if (afterMs === 0) void readStale();
		else
			timer ??= setTimeout(() => {
				timer = undefined;
				void readStale();
			}, afterMs);
	}

	function expand(folder: string): void {
		if (folders.has(folder)) return;
		put(folder, UNREAD);
		want(folder, 0);
	}

	return {
		expand,
		collapse(folder) {
			if (folder !== "" && folders.has(folder)) put(folder, undefined);
		},
		changed: (path) => want(folderOf(path), SETTLE_MS),
		readAll() {
			for (const folder of folders.keys()) want(folder, 0);
		},
		reveal(path) {
			for (const folder of foldersAbove(path)) expand(folder);
		},
		dispose() {
			disposed = true;
			clearTimeout(timer);
		},
	};
}

function toEntry({ name, type, sizeBytes }: FileEntry): Entry {
	const kinds = { file: "file", directory: "folder", symlink: "link", other: "other" } as const;
	return { name, kind: kinds[type], sizeBytes };
}

const names = new Intl.Collator("en", { numeric: true });

function byKindAndName(one: Entry, other: Entry): number {
	return Number(other.kind === "folder") - Number(one.kind === "folder") || names.compare(one.name, other.name);
}
