/**
 * Keeps one open file the same on both sides. What both had in common last is the base: a side that differs from it has changed, and
 * when both did, nothing is written until the person decided. One thing is done at a time, so what is compared is what was read.
 */
import { asMachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import { type GuestCopy, readGuestCopy } from "./guest-copy.ts";
import { inGuest } from "./paths.ts";
import type { FileContent, OpenFile, SyncState } from "./state.ts";

/** From the last key to the write: a pause between two words, not between two keys. */
const WRITE_AFTER_MS = 400;

export interface FileSync {
	readonly view: OpenFile;
	/** There is text here that the guest does not have. */
	readonly hasUnsaved: boolean;
	text(): string;
	edit(read: () => string): void;
	/** Writes what was typed; settles when that was tried. */
	save(): Promise<void>;
	keepMine(): Promise<void>;
	takeTheirs(): void;
	/** Replaces the text, as if it had been typed, and writes it. */
	replace(text: string): Promise<void>;
	/** The guest's file may have changed, or there is a machine again. */
	look(): void;
	/** Tries again what the guest refused. */
	retry(): void;
	/** What is open here is called `path` now. */
	moveTo(path: string): void;
	dispose(): void;
}

export interface FileSyncOptions {
	readonly path: string;
	/** The one that takes calls now. */
	readonly machine: () => Machine | undefined;
	readonly show: (view: OpenFile) => void;
}

interface Base {
	readonly text: string;
	readonly mode: number;
	readonly machine: Machine;
}

export function createFileSync({ path, machine, show }: FileSyncOptions): FileSync {
	let view: OpenFile = { path, content: { kind: "reading" }, sync: { state: "saved" } };
	let base: Base | undefined;
	/** The text as typed, when the guest does not have it. */
	let mine: (() => string) | undefined;
	let edits = 0;
	let wants: { look: boolean; write: false | "careful" | "over" } = { look: true, write: false };
	let busy = false;
	let working = Promise.resolve();
	/** The editor shows text that was given up. */
	let outdated = false;
	let revision = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let disposed = false;

	function put(change: Partial<OpenFile>): void {
		if (disposed) return;
		view = { ...view, ...change };
		show(view);
	}
	function putSync(sync: SyncState): void {
		if (view.sync.state !== sync.state || sync.state === "conflict" || sync.state === "failed" || sync.state === "gone")
			put({ sync });
	}
	function currentText(): string {
		if (mine) return mine();
		return base?.text ?? (view.content.kind === "text" ? view.content.text : "");
	}
	/** `adopt` makes it the current text, before anybody is told who then asks for it. */
	function putText(text: string, sync: SyncState, adopt: () => void): void {
		// Text that is there already is not put there again: the editor would lose its place.
		const shown = view.content.kind === "text" && !outdated && currentText() === text;
		outdated = false;
		adopt();
		if (shown) {
			putSync(sync);
			return;
		}
		revision += 1;
		put({ content: { kind: "text", text, revision } satisfies FileContent, sync });
	}

	/** Draws the conclusion from what the guest has. @returns whether what was typed may be written over it. */
	function compare(copy: GuestCopy, from: Machine): boolean {
		const fresh = base !== undefined && base.machine !== from;
		if (copy.kind === "nothing") {
			if (view.content.kind === "reading" || view.content.kind === "failed")
				put({ content: { kind: "failed", errno: "ENOENT" } });
			else putSync({ state: "gone", fresh });
			return false;
		}
		if (mine === undefined) {
			if (copy.kind === "text") {
				putText(copy.text, { state: "saved" }, () => {
					base = { ...copy, machine: from };
				});
			} else put({ content: copy, sync: { state: "saved" } });
			return false;
		}
		if (copy.kind === "text" && copy.text === mine()) {
			mine = undefined;
			base = { ...copy, machine: from };
			putSync({ state: "saved" });
			return false;
		}
		if (copy.kind === "text" && copy.text === base?.text && !fresh) {
			base = { ...copy, machine: from };
			if (!decided()) {
				putSync({ state: "unsaved" });
				wants.write = "careful";
			}
			return true;
		}
		const theirs = copy.kind === "text" ? { kind: "text" as const, text: copy.text } : copy;
		putSync({ state: "conflict", theirs, fresh });
		return false;
	}

	async function write(to: Machine, over: boolean): Promise<void> {
		const copy = await readGuestCopy(to.files, path);
		if (!over && !compare(copy, to)) return;
		// A write would go where the link leads.
		if (copy.kind === "unshown" && copy.why === "link") {
			putSync({ state: "failed", errno: "ELOOP" });
			return;
		}
		const text = currentText();
		const written = edits;
		putSync({ state: "saving" });
		// Bits that a `chmod` set meanwhile stay.
		const mode = copy.kind === "text" ? copy.mode : (base?.mode ?? 0o644);
		await to.files.write(inGuest(path), text, { mode });
		base = { text, mode, machine: to };
		if (edits === written) mine = undefined;
		putSync({ state: mine ? "unsaved" : "saved" });
	}

	/** What a call that failed leaves to do. */
	function fail(thrown: unknown, wasWrite: boolean): void {
		const error = asMachineError(thrown, "WorkerLostError");
		if (error.name === "GuestFileError") {
			if (wasWrite) putSync({ state: "failed", errno: error.detail });
			else if (view.content.kind !== "text") put({ content: { kind: "failed", errno: error.detail } });
			return;
		}
		// Without a machine, or an agent in it, nobody knows what took effect: looked at when there is one again.
		wants = { look: true, write: wasWrite ? "careful" : wants.write };
		if (mine) putSync({ state: "unsaved" });
	}

	async function work(): Promise<void> {
		try {
			await workOff();
		} finally {
			// In the same step in which it was seen that nothing is left to do: what is wanted from now on starts a run of its own.
			busy = false;
		}
	}
	async function workOff(): Promise<void> {
		for (let at = machine(); at && !disposed && (wants.look || wants.write); at = machine()) {
			const { write: how } = wants;
			const looking = wants.look && how !== "over";
			wants = looking ? { look: false, write: how } : { look: false, write: false };
			try {
				if (looking) {
					const mayWrite = compare(await readGuestCopy(at.files, path), at);
					if (!mayWrite) wants.write = wants.write === "over" ? "over" : false;
				} else await write(at, how === "over");
			} catch (thrown) {
				fail(thrown, !looking);
				return;
			}
		}
	}

	function start(): Promise<void> {
		if (!busy) {
			busy = true;
			working = work();
		}
		return working;
	}

	function stopTimer(): void {
		clearTimeout(timer);
		timer = undefined;
	}
	async function writeNow(how: "careful" | "over"): Promise<void> {
		stopTimer();
		if (how === "careful" && !mine) return working;
		wants.write = how;
		await start();
	}
	function decided(): boolean {
		return view.sync.state !== "conflict" && view.sync.state !== "gone";
	}
	function edit(read: () => string): void {
		edits += 1;
		mine = read;
		if (!decided()) return;
		if (view.sync.state !== "saving") putSync({ state: "unsaved" });
		stopTimer();
		timer = setTimeout(() => void writeNow("careful"), WRITE_AFTER_MS);
	}

	void start();
	return {
		get view() {
			return view;
		},
		get hasUnsaved() {
			return mine !== undefined;
		},
		text: currentText,
		edit,
		save: async () => (decided() ? writeNow("careful") : undefined),
		keepMine() {
			const text = currentText();
			mine ??= () => text;
			return writeNow("over");
		},
		takeTheirs() {
			stopTimer();
			mine = undefined;
			outdated = true;
			wants = { look: true, write: false };
			void start();
		},
		async replace(text) {
			edits += 1;
			putText(text, { state: "unsaved" }, () => {
				mine = () => text;
			});
			await writeNow("over");
		},
		look() {
			wants.look = true;
			void start();
		},
		retry() {
			if (view.sync.state === "failed") void writeNow("careful");
		},
		moveTo(next) {
			path = next;
			put({ path });
		},
		dispose() {
			disposed = true;
			stopTimer();
		},
	};
}
