/**
 * Keys of the whole page, and when they count. Within a terminal or an editor most keys mean something already: there only those are
 * taken that neither a shell nor an editor lives by.
 */

/** As written in the list of shortcuts. `Mod` is Ctrl, and Cmd on a Mac. A letter is a place on the keyboard, `?` is what is typed. */
export type Keys = `Alt+${string}` | `Mod+${string}` | "F1" | "F6" | "Shift+F6" | "?";

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

/** Where the focus is: `typing` is a field, which takes plain characters; `code` is a terminal or an editor. */
export type KeyPlace = "page" | "typing" | "code";

export function isPressed(keys: Keys, press: KeyPress, place: KeyPlace, mac: boolean): boolean {
	const { ctrlKey, metaKey, altKey, shiftKey } = press;
	if (keys === "?") return press.key === "?" && place === "page" && !ctrlKey && !metaKey && !altKey;
	const wanted = keys.split("+");
	const key = wanted.at(-1) ?? "";
	// Ctrl+K deletes the rest of a line in a shell and begins a chord in an editor; Cmd+K is free in both.
	if (wanted.includes("Mod") && place === "code" && !mac) return false;
	return (
		(key.length === 1 ? press.code === `Key${key}` : press.key === key) &&
		altKey === wanted.includes("Alt") &&
		shiftKey === wanted.includes("Shift") &&
		(mac ? metaKey : ctrlKey) === wanted.includes("Mod") &&
		!(mac ? ctrlKey : metaKey)
	);
}

/** `Ctrl+K`, or `⌘K` where that is what is printed on the key. */
export function keyWords(keys: string, mac: boolean): string {
	if (!mac) return keys.replace("Mod", "Ctrl");
	return keys.replace("Mod+", "⌘").replace("Ctrl+", "⌃").replace("Alt+", "⌥").replace("Shift+", "⇧");
}

export function placeOf(target: EventTarget | null): KeyPlace {
	if (!(target instanceof Element)) return "page";
	if (target.closest(".xterm, .monaco-editor")) return "code";
	if (target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return "typing";
	return "page";
}
