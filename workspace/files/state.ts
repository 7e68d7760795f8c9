/** What a person sees of the lab folder and the files open in the editor. Paths are below the lab, as `web/Dockerfile`; the lab is "". */

export interface LabFilesState {
	/** `away`: no machine takes calls now. `missing`: the guest has no such folder. */
	readonly lab: "away" | "reading" | "ready" | "missing";
	/** Expanded folders, and what is in them. A folder that is being read for the first time is there without entries. */
	readonly folders: ReadonlyMap<string, Folder>;
	/** In the order of their tabs. */
	readonly open: readonly OpenFile[];
	/** The path of the open file in front. */
	readonly active: string | null;
	/** What the editor shall show next; `asked` counts, so that asking twice shows it twice. */
	readonly place: { readonly path: string; readonly line?: number; readonly asked: number } | null;
}

export interface Folder {
	readonly state: "reading" | "ready" | "failed";
	/** Folders first, then by name. At most `SHOWN_ENTRIES`. */
	readonly entries: readonly Entry[];
	/** Entries beyond those. */
	readonly hiddenCount: number;
	/** Why it could not be read, as an errno name. */
	readonly errno?: string;
}

/** More than this nobody reads in a tree, and a browser takes long to draw. */
export const SHOWN_ENTRIES = 500;

export interface Entry {
	readonly name: string;
	/** A `link` is shown and never followed: it may lead out of the lab. */
	readonly kind: "file" | "folder" | "link" | "other";
	readonly sizeBytes: number;
}

export interface OpenFile {
	readonly path: string;
	readonly content: FileContent;
	readonly sync: SyncState;
}

export type FileContent =
	| { readonly kind: "reading" }
	/** `text` is what the file had when it was last taken over; `revision` counts those times. What was typed since is not in it. */
	| { readonly kind: "text"; readonly text: string; readonly revision: number }
	| Unshown
	| { readonly kind: "failed"; readonly errno: string };

/** What is no text to edit: it is shown as what it is. */
export interface Unshown {
	readonly kind: "unshown";
	readonly why: "binary" | "large" | "link" | "folder" | "other";
	readonly sizeBytes: number;
}

/** Files up to this size are opened as text. */
export const LARGEST_TEXT_BYTES = 2 ** 20;

/** The guest's side of a conflict. */
export type Theirs = { readonly kind: "text"; readonly text: string } | Unshown;

export type SyncState =
	| { readonly state: "saved" }
	/** Typed, and not written yet; it will be, as soon as there is a machine. */
	| { readonly state: "unsaved" }
	| { readonly state: "saving" }
	/** Both sides changed. Nothing is written until the person decided. `fresh`: the machine is a new one, with files as at its start. */
	| { readonly state: "conflict"; readonly theirs: Theirs; readonly fresh: boolean }
	/** The guest has no such file any more; the text is still here. `fresh`: as the machine is a new one. */
	| { readonly state: "gone"; readonly fresh: boolean }
	/** The guest refused to write it, for the reason that `errno` names. It is tried again at the next change. */
	| { readonly state: "failed"; readonly errno: string };
