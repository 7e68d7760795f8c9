/** A lab folder in memory for this folder's tests: it fails, waits and changes when the test says so. */
import { MachineError } from "#emulator/errors.ts";
import type { FileChange, FileEntry, GuestFiles, Machine } from "#emulator/machine.ts";
import type { MachineSource } from "../machine-source.ts";
import { inGuest } from "./paths.ts";

interface Node {
	readonly type: FileEntry["type"];
	readonly bytes: Uint8Array;
	readonly mode: number;
}

export interface LabDouble extends Machine {
	/** As a program in the guest does it: told to whoever watches. Paths are below the lab. */
	put(path: string, content: string | Uint8Array, options?: { readonly type?: FileEntry["type"]; readonly mode?: number }): void;
	take(path: string): void;
	/** Too much happened. */
	overflow(): void;
	text(path: string): string | undefined;
	mode(path: string): number | undefined;
	/** Paths of all writes, in order. */
	readonly writes: readonly string[];
	/** Every write fails with it, until it is undefined. */
	refuseWrites: MachineError | undefined;
	/** Writes wait for the returned function. */
	holdWrites(): () => void;
	/** The agent is gone: streams break, as calls do. */
	loseAgent(): void;
	/** How many watches are open. */
	readonly watches: number;
}

export function labDouble(content: Readonly<Record<string, string>> = {}): LabDouble {
	const nodes = new Map<string, Node>([["/root/lab", folder()]]);
	const watches = new Set<ReadableStreamDefaultController<FileChange>>();
	const writes: string[] = [];
	let held: Promise<void> = Promise.resolve();

	function tell(kind: FileChange["kind"], path: string): void {
		for (const watch of watches) watch.enqueue({ kind, path });
	}
	function fail(errno: string, path: string): never {
		throw new MachineError("GuestFileError", `${path}: ${errno}`, { detail: errno });
	}
	function find(path: string): Node {
		return nodes.get(path) ?? fail("ENOENT", path);
	}
	function entry(path: string, { type, bytes, mode }: Node): FileEntry {
		return { name: path.slice(path.lastIndexOf("/") + 1), type, sizeBytes: bytes.length, mode, modifiedMs: 0 };
	}
	function below(path: string): string[] {
		return [...nodes.keys()].filter((name) => name.startsWith(`${path}/`));
	}
	function makeFolders(path: string): void {
		const above = path.slice(0, path.lastIndexOf("/"));
		if (above === "" || nodes.has(above)) return;
		makeFolders(above);
		nodes.set(above, folder());
		tell("created", above);
	}
	function set(path: string, node: Node): void {
		makeFolders(path);
		const kind = nodes.has(path) ? "modified" : "created";
		nodes.set(path, node);
		tell(kind, path);
	}

	const files: GuestFiles = {
		read: async (path) => find(path).bytes,
		async readStream(path) {
			const { bytes, type } = find(path);
			if (type === "directory") fail("EISDIR", path);
			return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
		},
		async write(path, given, { mode = 0o644 } = {}) {
			await held;
			if (double.refuseWrites) throw double.refuseWrites;
			writes.push(path);
			set(path, { type: "file", bytes: bytesOf(given), mode });
		},
		async list(path) {
			if (find(path).type !== "directory") fail("ENOTDIR", path);
			const children = below(path).filter((name) => !name.slice(path.length + 1).includes("/"));
			return children.map((name) => entry(name, find(name)));
		},
		stat: async (path) => entry(path, find(path)),
		async makeDirectory(path) {
			makeFolders(`${path}/`);
			tell("created", path);
		},
		async rename(from, to) {
			find(from);
			for (const name of [from, ...below(from)]) {
				nodes.set(to + name.slice(from.length), find(name));
				nodes.delete(name);
			}
			tell("deleted", from);
			tell("created", to);
		},
		async remove(path) {
			find(path);
			for (const name of [path, ...below(path)]) nodes.delete(name);
			tell("deleted", path);
		},
		async watch(path) {
			find(path);
			let watch: ReadableStreamDefaultController<FileChange> | undefined;
			return new ReadableStream<FileChange>({
				start(controller) {
					watch = controller;
					watches.add(controller);
				},
				cancel() {
					if (watch) watches.delete(watch);
				},
			});
		},
	};
	const double: LabDouble = {
		...({} as Machine),
		files,
		writes,
		refuseWrites: undefined,
		get watches() {
			return watches.size;
		},
		put(path, given, { type = "file", mode = 0o644 } = {}) {
			set(inGuest(path), { type, bytes: bytesOf(given), mode });
		},
		take(path) {
			const place = inGuest(path);
			for (const name of [place, ...below(place)]) nodes.delete(name);
			tell("deleted", place);
		},
		overflow: () => tell("overflow", "/"),
		text(path) {
			const node = nodes.get(inGuest(path));
			return node && new TextDecoder().decode(node.bytes);
		},
		mode: (path) => nodes.get(inGuest(path))?.mode,
		holdWrites() {
			let release = () => {};
			held = new Promise((resolve) => {
				release = resolve;
			});
			return release;
		},
		loseAgent() {
			for (const watch of watches) watch.error(new MachineError("AgentLostError", "the agent ended"));
			watches.clear();
		},
	};
	for (const [path, text] of Object.entries(content)) double.put(path, text);
	return double;
}

/** What `workspace.machines` is, moved by hand. */
export function machinesOf(first: Machine | undefined): MachineSource & { show(machine: Machine | undefined): void } {
	const listeners = new Set<(machine: Machine | undefined) => void>();
	let current = first;
	return {
		current: () => current,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		show(machine) {
			current = machine;
			for (const listener of listeners) listener(machine);
		},
	};
}

function folder(): Node {
	return { type: "directory", bytes: new Uint8Array(), mode: 0o755 };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
	return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
