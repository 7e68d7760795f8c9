/**
 * Which keys the page takes from the terminal. As in VS Code and Windows Terminal: Ctrl+C copies only what is selected and otherwise
 * goes to the shell. Everything a shell lives by (Ctrl+R, Ctrl+W, Ctrl+D, Ctrl+Z …) is left alone.
 */

export type Shortcut =
	| { readonly kind: "copy" }
	/** The browser's own paste, which then arrives as a paste event. */
	| { readonly kind: "paste" }
	| { readonly kind: "find" }
	| { readonly kind: "font-size"; readonly change: "larger" | "smaller" | "reset" }
	| { readonly kind: "new-tab" }
	| { readonly kind: "close-tab" }
	/** The way out for people without a mouse: inside, Tab belongs to the shell. */
	| { readonly kind: "leave" }
	/** Counted from 1. */
	| { readonly kind: "show-tab"; readonly number: number };

/** The fields of a KeyboardEvent that decide. */
export interface KeyPress {
	readonly key: string;
	/** The key's place on the keyboard, which Alt does not change as it changes `key` on a Mac. */
	readonly code: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly shiftKey: boolean;
}

export interface KeyContext {
	readonly mac: boolean;
	readonly hasSelection: boolean;
	/** A program such as vim or less has the whole screen: there is no history to search, and it has its own use for Ctrl+F. */
	readonly fullScreenProgram: boolean;
	readonly tabCount: number;
}

/** The shortcut that `press` is, or null when the key belongs to the shell. */
export function shortcutFor(press: KeyPress, context: KeyContext): Shortcut | null {
	const { ctrlKey, metaKey, altKey } = press;
	if (altKey && !ctrlKey && !metaKey) return altShortcut(press, context.tabCount);
	if (altKey) return null;
	if (press.key === "Insert") return insertShortcut(press);
	if (context.mac) return metaKey && !ctrlKey ? commandShortcut(press) : null;
	return ctrlKey && !metaKey ? controlShortcut(press, context) : null;
}

function altShortcut({ code, shiftKey }: KeyPress, tabCount: number): Shortcut | null {
	if (shiftKey) return null;
	if (code === "KeyT") return { kind: "new-tab" };
	if (code === "KeyW") return { kind: "close-tab" };
	if (code === "Digit0") return { kind: "leave" };
	const number = Number(/^Digit([1-9])$/.exec(code)?.[1] ?? 0);
	return number >= 1 && number <= tabCount ? { kind: "show-tab", number } : null;
}

/** The old PC keys for the clipboard; many Linux hands still use them. */
function insertShortcut({ ctrlKey, shiftKey, metaKey }: KeyPress): Shortcut | null {
	if (metaKey) return null;
	if (ctrlKey && !shiftKey) return { kind: "copy" };
	if (shiftKey && !ctrlKey) return { kind: "paste" };
	return null;
}

function commandShortcut(press: KeyPress): Shortcut | null {
	const key = press.key.toLowerCase();
	if (key === "c") return { kind: "copy" };
	if (key === "v") return { kind: "paste" };
	if (key === "f") return { kind: "find" };
	return fontSizeShortcut(press);
}

function controlShortcut(press: KeyPress, { hasSelection, fullScreenProgram }: KeyContext): Shortcut | null {
	const key = press.key.toLowerCase();
	if (key === "c") return press.shiftKey || hasSelection ? { kind: "copy" } : null;
	if (key === "v") return { kind: "paste" };
	if (key === "f") return press.shiftKey || !fullScreenProgram ? { kind: "find" } : null;
	return fontSizeShortcut(press);
}

function fontSizeShortcut({ key, shiftKey }: KeyPress): Shortcut | null {
	if (key === "+" || key === "=") return { kind: "font-size", change: "larger" };
	// With Shift it is Ctrl+_, which undoes in bash.
	if (key === "-" && !shiftKey) return { kind: "font-size", change: "smaller" };
	if (key === "0") return { kind: "font-size", change: "reset" };
	return null;
}
