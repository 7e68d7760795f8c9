import { describe, expect, it } from "vitest";
import { isPressed, type KeyPress, keyWords } from "./keys.ts";

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const ctrlK: KeyPress = { ...none, key: "k", code: "KeyK", ctrlKey: true };
const commandK: KeyPress = { ...none, key: "k", code: "KeyK", metaKey: true };

describe("keys of the whole page", () => {
	it("Ctrl+K is the shell's and the editor's own, and the page's everywhere else", () => {
		expect(isPressed("Mod+K", ctrlK, "page", false)).toBe(true);
		expect(isPressed("Mod+K", ctrlK, "typing", false)).toBe(true);
		expect(isPressed("Mod+K", ctrlK, "code", false)).toBe(false);
	});

	it("on a Mac the Command key is free, also in a terminal, and Ctrl+K means nothing to the page", () => {
		expect(isPressed("Mod+K", commandK, "code", true)).toBe(true);
		expect(isPressed("Mod+K", ctrlK, "page", true)).toBe(false);
		expect(isPressed("Mod+K", commandK, "page", false)).toBe(false);
	});

	it("F1 counts everywhere, and alone only", () => {
		const press: KeyPress = { ...none, key: "F1", code: "F1" };
		expect(isPressed("F1", press, "code", false)).toBe(true);
		expect(isPressed("F1", { ...press, shiftKey: true }, "page", false)).toBe(false);
	});

	it("F6 and Shift+F6 are two keys", () => {
		const back: KeyPress = { ...none, key: "F6", code: "F6", shiftKey: true };
		expect(isPressed("Shift+F6", back, "code", false)).toBe(true);
		expect(isPressed("F6", back, "code", false)).toBe(false);
	});

	it("a letter with Alt is found by its place, whatever a Mac makes of it", () => {
		expect(isPressed("Alt+E", { ...none, key: "´", code: "KeyE", altKey: true }, "code", true)).toBe(true);
		expect(isPressed("Alt+E", { ...none, key: "e", code: "KeyE", altKey: true, ctrlKey: true }, "page", false)).toBe(false);
	});

	it("a question mark that is typed into a field stays there", () => {
		const press: KeyPress = { ...none, key: "?", code: "Slash", shiftKey: true };
		expect(isPressed("?", press, "page", false)).toBe(true);
		expect(isPressed("?", press, "typing", false)).toBe(false);
		expect(isPressed("?", press, "code", false)).toBe(false);
	});

	it("keys are written as they are printed on the keyboard", () => {
		expect(keyWords("Mod+K", false)).toBe("Ctrl+K");
		expect(keyWords("Mod+K", true)).toBe("⌘K");
		expect(keyWords("Alt+E", true)).toBe("⌥E");
	});
});
