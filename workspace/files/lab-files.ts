/** The files of the lab folder, kept the same on both sides: in the editor of the page and in the guest. No React, no editor. */
import type { StoreApi } from "zustand/vanilla";
import type { LabFilesState } from "./state.ts";

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
	/** Also moves. Open files go along. */
	rename(from: string, to: string): Promise<void>;
	/** Removes a file, or a folder with all that is in it. Open files stay open, as gone. */
	remove(path: string): Promise<void>;
	exists(path: string): Promise<boolean>;
	/** Puts a file of this computer into the guest, over what is there. @throws MachineError, RangeError when it is too large. */
	upload(path: string, content: Blob): Promise<void>;
	/** One file as it is, or a folder as a zip; reads while it is consumed. @throws MachineError */
	download(path: string): Promise<Download>;

	/** Tells a file's text, now and after each change in the guest; null while there is none. @returns what ends it */
	follow(path: string, listener: (text: string | null) => void): () => void;
	dispose(): void;
}

export interface Download {
	/** Safe as the name of a file on any computer. */
	readonly name: string;
	readonly content: ReadableStream<Uint8Array>;
}
