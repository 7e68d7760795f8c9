/** Takes pastes away from xterm.js, which would send any size in one piece, and sends them at the shell's pace instead. */
import { ASK_FROM_CHARACTERS } from "./paste.ts";

export interface PasteProgress {
	readonly sentCharacters: number;
	readonly totalCharacters: number;
}

export interface PasteHandling {
	/** Pastes that happen in here are taken. */
	readonly host: HTMLElement;
	/** Asked before a very long text is sent. */
	readonly confirm: (characters: number) => Promise<boolean>;
	readonly send: (text: string, onProgress: (sentCharacters: number) => void) => Promise<unknown>;
	/** Told at intervals while a long text is on its way, and null at its end. */
	readonly onProgress: (progress: PasteProgress | null) => void;
	readonly signal: AbortSignal;
}

/** A text that is sent within a blink needs no progress. */
const SHOW_FROM_CHARACTERS = 64 * 1024;
const SHOW_EVERY_MS = 100;

/** Returns what pastes a text from elsewhere, such as a clicked command, in the same way. */
export function acceptPastes({ host, confirm, send, onProgress, signal }: PasteHandling): (text: string) => Promise<void> {
	async function paste(text: string): Promise<void> {
		if (text.length >= ASK_FROM_CHARACTERS && !(await confirm(text.length))) return;
		const long = text.length >= SHOW_FROM_CHARACTERS;
		let shownMs = 0;
		await send(text, (sentCharacters) => {
			if (!long || Date.now() - shownMs < SHOW_EVERY_MS) return;
			shownMs = Date.now();
			onProgress({ sentCharacters, totalCharacters: text.length });
		});
		if (long) onProgress(null);
	}

	host.addEventListener(
		"paste",
		(event) => {
			event.stopPropagation();
			const text = event.clipboardData?.getData("text/plain") ?? "";
			// Without a text, such as with a picture, there is nothing to take away, and the browser shall not be told that pastes are refused.
			if (text === "") return;
			event.preventDefault();
			void paste(text);
		},
		{ capture: true, signal },
	);
	return paste;
}
