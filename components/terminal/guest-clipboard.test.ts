import type { ClipboardSelectionType } from "@xterm/addon-clipboard";
import { describe, expect, it } from "vitest";
import { guestClipboard } from "./guest-clipboard.ts";

const clipboard = "c" as ClipboardSelectionType;
const primary = "p" as ClipboardSelectionType;

function guarded(inUse: boolean, allowed = true) {
	const written: string[] = [];
	const notes: string[] = [];
	const provider = guestClipboard({
		isInUse: () => inUse,
		write: async (text) => {
			if (!allowed) throw new Error("denied");
			written.push(text);
		},
		notify: (text) => notes.push(text),
	});
	return { provider, written, notes };
}

describe("the clipboard, seen from the guest", () => {
	it("can never be read", async () => {
		expect(await guarded(true).provider.readText(clipboard)).toBe("");
	});

	it("takes a little text while the person uses the terminal, and the person is told", async () => {
		const { provider, written, notes } = guarded(true);
		await provider.writeText(clipboard, "docker ps");
		expect(written).toEqual(["docker ps"]);
		expect(notes).toHaveLength(1);
	});

	it("takes nothing from a terminal in the background, and the person is told", async () => {
		const { provider, written, notes } = guarded(false);
		await provider.writeText(clipboard, "rm -rf /");
		expect(written).toEqual([]);
		expect(notes).toHaveLength(1);
	});

	it("takes no flood, no empty text and no X11 selection", async () => {
		const { provider, written } = guarded(true);
		await provider.writeText(clipboard, "x".repeat(100_001));
		await provider.writeText(clipboard, "");
		await provider.writeText(primary, "x");
		expect(written).toEqual([]);
	});

	it("says so when the browser refuses", async () => {
		const { provider, notes } = guarded(true, false);
		await provider.writeText(clipboard, "text");
		expect(notes[0]).toContain("does not allow");
	});
});
