/** The fake guest's file system: a tree in memory that fails with the errno names of a real one. */
import type { FileChange, FileEntry } from "../machine.ts";
import { Errno } from "./errno.ts";

export type FakeNode = FakeFile | FakeDirectory | FakeLink | FakeDevice;
export interface FakeFile {
	type: "file";
	content: Uint8Array;
	mode: number;
	modifiedMs: number;
}
export interface FakeDirectory {
	type: "directory";
	entries: Map<string, FakeNode>;
	mode: number;
	modifiedMs: number;
}
interface FakeLink {
	type: "symlink";
	target: string;
	mode: number;
	modifiedMs: number;
}
interface FakeDevice {
	type: "other";
	mode: number;
	modifiedMs: number;
}

const maxLinks = 40;

export class FakeFiles {
	root: FakeDirectory;
	readonly #nowMs: () => number;
	readonly #watchers = new Map<object, { readonly path: string; readonly listener: (change: FileChange) => void }>();

	constructor(root: FakeDirectory, nowMs: () => number) {
		this.root = root;
		this.#nowMs = nowMs;
	}

	read(path: string): Uint8Array {
		const node = this.#node(path);
		if (node.type === "directory") throw new Errno("EISDIR");
		return node.type === "file" ? node.content : new Uint8Array();
	}

	/** As `open` with O_CREAT: an existing file keeps its permissions. */
	write(path: string, content: Uint8Array, mode = 0o644): void {
		const { parent, name } = this.#parent(path);
		const existing = parent.entries.get(name);
		if (existing?.type === "directory") throw new Errno("EISDIR");
		if (existing?.type === "other") return;
		if (existing?.type === "symlink") {
			this.write(absolute(existing.target, parentOf(path)), content, mode);
			return;
		}
		if (existing === undefined) this.#insert(path, { type: "file", content, mode, modifiedMs: this.#nowMs() });
		else Object.assign(existing, { content, modifiedMs: this.#nowMs() });
		this.#tell("modified", path);
	}

	/** As the agent does: parents are made, and the file is replaced in one step. */
	replace(path: string, content: Uint8Array, mode: number): void {
		this.makeDirectory(parentOf(path));
		const { parent, name } = this.#parent(path);
		if (parent.entries.get(name)?.type === "directory") throw new Errno("EISDIR");
		this.#insert(path, { type: "file", content, mode, modifiedMs: this.#nowMs() });
	}

	link(target: string, path: string): void {
		const { parent, name } = this.#parent(path);
		if (parent.entries.has(name)) throw new Errno("EEXIST");
		this.#insert(path, { type: "symlink", target, mode: 0o777, modifiedMs: this.#nowMs() });
	}

	list(path: string): FileEntry[] {
		const node = this.#node(path);
		if (node.type !== "directory") throw new Errno("ENOTDIR");
		return [...node.entries].map(([name, child]) => entryOf(name, child));
	}

	/** Of the link itself, if it is one. */
	stat(path: string): FileEntry {
		return entryOf(path.split("/").filter(Boolean).at(-1) ?? "/", this.#node(path, false));
	}

	/** With parents; one that is there already is fine. */
	makeDirectory(path: string): void {
		const names = path.split("/").filter(Boolean);
		for (let count = 1; count <= names.length; count++) {
			const partial = `/${names.slice(0, count).join("/")}`;
			const { parent, name } = this.#parent(partial);
			if (parent.entries.has(name)) {
				if (this.#node(partial).type !== "directory") throw new Errno("ENOTDIR");
			} else this.#insert(partial, { type: "directory", entries: new Map(), mode: 0o755, modifiedMs: this.#nowMs() });
		}
	}

	rename(from: string, to: string): void {
		const source = this.#parent(from);
		const node = source.parent.entries.get(source.name);
		if (node === undefined) throw new Errno("ENOENT");
		const target = this.#parent(to);
		if (target.parent.entries.get(target.name)?.type === "directory") throw new Errno("EEXIST");
		source.parent.entries.delete(source.name);
		this.#tell("deleted", from);
		this.#insert(to, node);
	}

	remove(path: string): void {
		const { parent, name } = this.#parent(path);
		if (!parent.entries.delete(name)) throw new Errno("ENOENT");
		this.#tell("deleted", path);
	}

	/** Until the returned function is called. */
	watch(path: string, listener: (change: FileChange) => void): () => void {
		if (this.#node(path).type !== "directory") throw new Errno("ENOTDIR");
		const key = {};
		this.#watchers.set(key, { path: path.replace(/\/+$/, ""), listener });
		return () => void this.#watchers.delete(key);
	}

	#insert(path: string, node: FakeNode): void {
		// The kernel's own file systems take no new files.
		if (path.startsWith("/sys/") || path.startsWith("/proc/")) throw new Errno("EACCES");
		const { parent, name } = this.#parent(path);
		parent.entries.set(name, node);
		this.#tell("created", path);
	}

	#tell(kind: "created" | "modified" | "deleted", path: string): void {
		for (const watcher of this.#watchers.values()) {
			if (path.startsWith(`${watcher.path}/`)) watcher.listener({ kind, path });
		}
	}

	#parent(path: string): { parent: FakeDirectory; name: string } {
		const name = path.split("/").filter(Boolean).at(-1);
		if (name === undefined) throw new Errno("EEXIST");
		const parent = this.#node(parentOf(path));
		if (parent.type !== "directory") throw new Errno("ENOTDIR");
		return { parent, name };
	}

	#node(path: string, followLast = true, links = 0): FakeNode {
		if (links > maxLinks) throw new Errno("ELOOP");
		const names = path.split("/").filter((name) => name !== "" && name !== ".");
		let node: FakeNode = this.root;
		for (const [index, name] of names.entries()) {
			if (node.type !== "directory") throw new Errno("ENOTDIR");
			const child = node.entries.get(name);
			if (child === undefined) throw new Errno("ENOENT");
			const last = index === names.length - 1;
			if (child.type === "symlink" && (followLast || !last)) {
				const target = absolute(child.target, `/${names.slice(0, index).join("/")}`);
				return this.#node([target, ...names.slice(index + 1)].join("/"), followLast, links + 1);
			}
			node = child;
		}
		return node;
	}
}

function parentOf(path: string): string {
	return `/${path.split("/").filter(Boolean).slice(0, -1).join("/")}`;
}

/** `path` as seen from `folder`. */
export function absolute(path: string, folder: string): string {
	return path.startsWith("/") ? path : `${folder === "/" ? "" : folder}/${path}`;
}

function entryOf(name: string, node: FakeNode): FileEntry {
	const sizeBytes = node.type === "file" ? node.content.length : 0;
	return { name, type: node.type, sizeBytes, mode: node.mode, modifiedMs: node.modifiedMs };
}
