/** The files of the lab folder, kept the same on both sides: in the editor of the page and in the guest. No React, no editor. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { MachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import type { MachineSource } from "../machine-source.ts";
import { type Download, download } from "./download.ts";
import { createFileSync, type FileSync } from "./file-sync.ts";
import { createFolderTree } from "./folder-tree.ts";
import { type FollowedFile, followFile } from "./follow-file.ts";
import { isErrno } from "./guest-copy.ts";
import { inGuest, isWithin, pathProblem } from "./paths.ts";
import type { LabFilesState, OpenFile } from "./state.ts";
import { watchLab } from "./watch-lab.ts";

export interface LabFiles {
	readonly store: Pick<StoreApi<LabFilesState>, "getState" | "getInitialState" | "subscribe">;

	expand(folder: string): void;
	collapse(folder: string): void;
	/** Makes the lab folder, when the guest has lost it. @throws MachineError */
	makeLab(): Promise<void>;

	/** Opens a file, or brings it to the front. What cannot be shown is opened too, and says so. */
	open(path: string, place?: { readonly line?: number }): void;
	activate(path: string): void;
	/**
	 * Writes what was typed and closes the tab.
	 * @returns false when that would lose text: there is a conflict, or it cannot be written now. `discard` closes nevertheless.
	 */
	close(path: string, options?: { readonly discard?: boolean }): Promise<boolean>;

	/** The text as the editor has to show it: what was typed, or what the guest has. */
	textOf(path: string): string;
	/** The person typed. `read` gives the text when it is needed, so that nothing is copied at each key. */
	edit(path: string, read: () => string): void;
	/** Writes at once what was typed. Failures are shown in the file's state. */
	save(path: string): Promise<void>;
	/** Writes the editor's text over whatever the guest has: the answer to a conflict, and to a file that is gone. */
	keepMine(path: string): Promise<void>;
	/** Gives up what was typed and shows what the guest has. */
	takeTheirs(path: string): void;

	/** Replaces a file's text, through the editor when it is open there. @throws MachineError */
	write(path: string, content: string): Promise<void>;
	/** @throws MachineError, with `EEXIST` when there is something of that name. */
	createFile(path: string): Promise<void>;
	createFolder(path: string): Promise<void>;
	/** Also moves. Open files go along. @throws MachineError, with `EEXIST` when there is something of that name. */
	rename(from: string, to: string): Promise<void>;
	/** Removes a file, or a folder with all that is in it. Open files stay open, as gone. @throws MachineError */
	remove(path: string): Promise<void>;
	exists(path: string): Promise<boolean>;
	/** Puts a file of this computer into the guest, over what is there. @throws MachineError; `EFBIG` for one that is too large. */
	upload(path: string, content: Blob): Promise<void>;
	/** One file as it is, or a folder as a zip; reads while it is consumed. @throws MachineError */
	download(path: string): Promise<Download>;

	/** Tells a file's text, now and after each change in the guest; null while there is none. @returns what ends it */
	follow(path: string, listener: (text: string | null) => void): () => void;
	dispose(): void;
}

/** The page holds an upload as a whole on its way. */
const LARGEST_UPLOAD_BYTES = 256 * 2 ** 20;
/** Programs write in steps: what they leave behind is what is read. */
const SETTLE_MS = 60;

const NOTHING: LabFilesState = { lab: "away", folders: new Map(), open: [], active: null, place: null };

export function createLabFiles({ machines }: { readonly machines: MachineSource }): LabFiles {
	const store = createStore<LabFilesState>()(() => NOTHING);
	const syncs = new Map<string, FileSync>();
	const followed = new Map<FollowedFile, string>();
	const changed = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let watching = new AbortController();
	let asked = 0;
	let disposed = false;

	const machine = () => (disposed ? undefined : machines.current());
	const tree = createFolderTree({
		machine,
		show: (folders) => store.setState({ folders }),
		onLab(found) {
			if (found) store.setState({ lab: "ready" });
			// The watch is on a folder that exists no more.
			else if (store.getState().lab === "ready") {
				store.setState({ lab: "missing" });
				startWatch(machine());
			}
		},
	});

	function startWatch(at: Machine | undefined): void {
		watching.abort();
		watching = new AbortController();
		if (!at) return;
		const watcher = { onWatching: lookAtAll, onChange: note, onMissing: () => store.setState({ lab: "missing" }) };
		void watchLab(at, watcher, watching.signal);
	}

	function lookAtAll(): void {
		tree.readAll();
		for (const sync of syncs.values()) sync.look();
		for (const file of followed.keys()) file.look();
	}

	function note(path: string | undefined, kind: "created" | "modified" | "deleted"): void {
		if (path === undefined) {
			lookAtAll();
			return;
		}
		// What a file says of itself in the tree is its name and kind alone.
		if (kind !== "modified") tree.changed(path);
		// Room was made, perhaps, for what found none.
		if (kind === "deleted") for (const sync of syncs.values()) sync.retry();
		changed.add(path);
		timer ??= setTimeout(() => {
			timer = undefined;
			// A folder that moved took its files along, and tells of itself alone.
			const touches = (file: string) => [...changed].some((path) => isWithin(file, path));
			for (const [file, sync] of syncs) if (touches(file)) sync.look();
			for (const [file, of] of followed) if (touches(of)) file.look();
			changed.clear();
		}, SETTLE_MS);
	}

	function begin(at: Machine | undefined): void {
		store.setState({ lab: at ? "reading" : "away" });
		startWatch(at);
	}
	const stopMachines = machines.subscribe(begin);
	begin(machine());

	function showFile(before: string, view: OpenFile): void {
		store.setState(({ open }) => ({ open: open.map((file) => (file.path === before ? view : file)) }));
	}
	function track(path: string): void {
		let name = path;
		const sync = createFileSync({
			path,
			machine,
			show(view) {
				showFile(name, view);
				name = view.path;
			},
		});
		syncs.set(path, sync);
		store.setState(({ open }) => ({ open: [...open, sync.view] }));
	}

	function present(): Machine {
		const at = machine();
		if (!at) throw new MachineError("MachineOffError", "There is no machine that takes calls.");
		return at;
	}
	function place(path: string): string {
		const problem = pathProblem(path);
		if (problem) throw fileError(problem === "long" ? "ENAMETOOLONG" : "EINVAL", path);
		return inGuest(path);
	}
	async function exists(path: string): Promise<boolean> {
		try {
			await present().files.stat(place(path));
			return true;
		} catch (thrown) {
			if (isErrno(thrown, "ENOENT", "ENOTDIR")) return false;
			throw thrown;
		}
	}
	async function mustBeFree(path: string): Promise<void> {
		if (await exists(path)) throw fileError("EEXIST", path);
	}
	/** Keeps the mode of what is replaced. */
	async function put(path: string, content: string | Uint8Array): Promise<void> {
		const { files } = present();
		const before = await files.stat(place(path)).catch(() => undefined);
		await files.write(place(path), content, before?.type === "file" ? { mode: before.mode } : {});
		tree.changed(path);
		syncs.get(path)?.look();
	}

	return {
		store,
		expand: tree.expand,
		collapse: tree.collapse,
		async makeLab() {
			await present().files.makeDirectory(inGuest(""));
			startWatch(machine());
		},

		open(path, { line } = {}) {
			if (pathProblem(path) || disposed) return;
			if (!syncs.has(path)) track(path);
			tree.reveal(path);
			asked += 1;
			store.setState({ active: path, place: { path, asked, ...(line !== undefined && { line }) } });
		},
		activate(path) {
			if (syncs.has(path)) store.setState({ active: path });
		},
		async close(path, { discard = false } = {}) {
			const sync = syncs.get(path);
			if (!sync) return true;
			if (!discard) {
				await sync.save();
				if (sync.hasUnsaved) return false;
			}
			sync.dispose();
			syncs.delete(sync.view.path);
			store.setState(({ open, active }) => {
				const at = open.findIndex((file) => file.path === sync.view.path);
				const left = open.filter((_, index) => index !== at);
				const next = active === sync.view.path ? (left[Math.min(at, left.length - 1)]?.path ?? null) : active;
				return { open: left, active: next };
			});
			return true;
		},

		textOf: (path) => syncs.get(path)?.text() ?? "",
		edit: (path, read) => syncs.get(path)?.edit(read),
		save: async (path) => syncs.get(path)?.save(),
		keepMine: async (path) => syncs.get(path)?.keepMine(),
		takeTheirs: (path) => syncs.get(path)?.takeTheirs(),

		async write(path, content) {
			const sync = syncs.get(path);
			if (sync?.view.content.kind !== "text") return put(path, content);
			await sync.replace(content);
			const { sync: after } = sync.view;
			if (after.state === "failed") throw fileError(after.errno, path);
			if (sync.hasUnsaved) present();
		},
		async createFile(path) {
			await mustBeFree(path);
			await put(path, "");
		},
		async createFolder(path) {
			await mustBeFree(path);
			await present().files.makeDirectory(place(path));
			tree.changed(path);
		},
		async rename(from, to) {
			await mustBeFree(to);
			const within = [...syncs].filter(([path]) => isWithin(path, from));
			for (const [, sync] of within) await sync.save();
			await present().files.rename(place(from), place(to));
			for (const [path, sync] of within) {
				const moved = to + path.slice(from.length);
				syncs.delete(path);
				syncs.set(moved, sync);
				sync.moveTo(moved);
				if (store.getState().active === path) store.setState({ active: moved });
			}
			tree.changed(from);
			tree.changed(to);
		},
		async remove(path) {
			await present().files.remove(place(path));
			tree.changed(path);
		},
		exists,
		async upload(path, content) {
			if (content.size > LARGEST_UPLOAD_BYTES) throw fileError("EFBIG", path);
			await put(path, new Uint8Array(await content.arrayBuffer()));
		},
		download: async (path) => download(present().files, path),

		follow(path, listener) {
			const file = followFile(path, machine, listener);
			followed.set(file, path);
			return () => {
				file.stop();
				followed.delete(file);
			};
		},
		dispose() {
			disposed = true;
			stopMachines();
			watching.abort();
			clearTimeout(timer);
			tree.dispose();
			for (const sync of syncs.values()) sync.dispose();
			for (const file of followed.keys()) file.stop();
			syncs.clear();
			followed.clear();
		},
	};
}

function fileError(errno: string, path: string): MachineError {
	return new MachineError("GuestFileError", `${path}: ${errno}`, { detail: errno });
}
