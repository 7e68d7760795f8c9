import { describe, expect, it } from "vitest";
import { type KeyContext, type KeyPress, shortcutFor } from "./shortcuts.ts";

const pc: KeyContext = { mac: false, hasSelection: false, fullScreenProgram: false, tabCount: 3 };
const mac: KeyContext = { ...pc, mac: true };

/** A key press from words such as `Ctrl+Shift+c`. */
function press(words: string): KeyPress {
	const parts = words.split("+").filter((part) => part !== "");
	const key = words.endsWith("++") ? "+" : (parts.pop() ?? "");
	const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key;
	return {
		key,
		code,
		ctrlKey: parts.includes("Ctrl"),
		metaKey: parts.includes("Cmd"),
		altKey: parts.includes("Alt"),
		shiftKey: parts.includes("Shift"),
	};
}

describe("the keys of a terminal", () => {
	it("keys that a shell needs always reach it", () => {
		const shellKeys = ["c", "d", "z", "r", "w", "l", "a", "e", "k", "u", "y", "s", "q", "p", "n", "b", "x", "o", "t", "g", "h"];
		for (const key of shellKeys) expect(shortcutFor(press(`Ctrl+${key}`), pc), `Ctrl+${key}`).toBeNull();
		for (const key of [...shellKeys, "v", "f"]) expect(shortcutFor(press(`Ctrl+${key}`), mac), `Ctrl+${key} on a Mac`).toBeNull();
		for (const key of ["b", "f", "d", "."]) expect(shortcutFor(press(`Alt+${key}`), pc), `Alt+${key}`).toBeNull();
		expect(shortcutFor(press("Ctrl+Shift+_"), pc)).toBeNull();
	});

	it("Ctrl+C copies only when something is selected", () => {
		expect(shortcutFor(press("Ctrl+c"), { ...pc, hasSelection: true })).toEqual({ kind: "copy" });
		expect(shortcutFor(press("Ctrl+c"), pc)).toBeNull();
		expect(shortcutFor(press("Ctrl+Shift+C"), pc)).toEqual({ kind: "copy" });
	});

	it("the clipboard's keys of each system work", () => {
		for (const keys of ["Ctrl+v", "Ctrl+Shift+V", "Shift+Insert"])
			expect(shortcutFor(press(keys), pc), keys).toEqual({ kind: "paste" });
		expect(shortcutFor(press("Ctrl+Insert"), pc)).toEqual({ kind: "copy" });
		expect(shortcutFor(press("Cmd+c"), mac)).toEqual({ kind: "copy" });
		expect(shortcutFor(press("Cmd+v"), mac)).toEqual({ kind: "paste" });
	});

	it("Ctrl+F searches the history, but belongs to vim and less while they have the screen", () => {
		expect(shortcutFor(press("Ctrl+f"), pc)).toEqual({ kind: "find" });
		expect(shortcutFor(press("Ctrl+f"), { ...pc, fullScreenProgram: true })).toBeNull();
		expect(shortcutFor(press("Ctrl+Shift+F"), { ...pc, fullScreenProgram: true })).toEqual({ kind: "find" });
		expect(shortcutFor(press("Cmd+f"), mac)).toEqual({ kind: "find" });
	});

	it("the font grows and shrinks with the browser's zoom keys", () => {
		expect(shortcutFor(press("Ctrl+="), pc)).toEqual({ kind: "font-size", change: "larger" });
		expect(shortcutFor(press("Ctrl+Shift++"), pc)).toEqual({ kind: "font-size", change: "larger" });
		expect(shortcutFor(press("Ctrl+-"), pc)).toEqual({ kind: "font-size", change: "smaller" });
		expect(shortcutFor(press("Cmd+0"), mac)).toEqual({ kind: "font-size", change: "reset" });
	});

	it("Alt with T, W and the digits moves between tabs, also where Alt changes the letter", () => {
		expect(shortcutFor(press("Alt+t"), pc)).toEqual({ kind: "new-tab" });
		expect(shortcutFor({ ...press("Alt+t"), key: "†" }, mac)).toEqual({ kind: "new-tab" });
		expect(shortcutFor(press("Alt+w"), pc)).toEqual({ kind: "close-tab" });
		expect(shortcutFor(press("Alt+2"), pc)).toEqual({ kind: "show-tab", number: 2 });
	});

	it("Alt+0 leaves the terminal, in which Tab belongs to the shell", () => {
		expect(shortcutFor(press("Alt+0"), pc)).toEqual({ kind: "leave" });
		expect(shortcutFor(press("Tab"), pc)).toBeNull();
	});

	it("a digit without a tab is bash's own repeat count", () => {
		expect(shortcutFor(press("Alt+4"), pc)).toBeNull();
	});

	it("AltGr, which is Ctrl with Alt on many keyboards, types its character", () => {
		expect(shortcutFor(press("Ctrl+Alt+v"), pc)).toBeNull();
		expect(shortcutFor(press("Ctrl+Alt+2"), pc)).toBeNull();
	});
});
