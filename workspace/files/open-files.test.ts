import { describe, expect, it, vi } from "vitest";
import { settle, withOpenNote } from "./test-note.ts";

const at = withOpenNote();

describe("An open file", () => {
	it("shows the text that the guest has", () => {
		expect(at.file()).toMatchObject({ content: { kind: "text", text: "one\n" }, sync: { state: "saved" } });
	});

	it("is written a moment after the last key, once for all of them, with the bits it had", async () => {
		at.lab.put("note", "one\n", { mode: 0o755 });
		await settle();
		at.type("o");
		await vi.advanceTimersByTimeAsync(300);
		at.type("on");
		await vi.advanceTimersByTimeAsync(300);
		expect(at.lab.text("note")).toBe("one\n");
		expect(at.file().sync.state).toBe("unsaved");
		await settle();
		expect(at.lab.text("note")).toBe("on");
		expect(at.lab.mode("note")).toBe(0o755);
		expect(at.lab.writes).toHaveLength(1);
		expect(at.file().sync.state).toBe("saved");
	});

	it("is written at once when asked", async () => {
		at.type("two");
		await at.files.save("note");
		expect(at.lab.text("note")).toBe("two");
	});

	it("keeps bits that were set after it was opened", async () => {
		at.lab.put("note", "one\n", { mode: 0o700 });
		at.type("two");
		await at.files.save("note");
		expect(at.lab.mode("note")).toBe(0o700);
	});

	it("takes over what a program of the guest wrote", async () => {
		at.lab.put("note", "theirs\n");
		await settle();
		expect(at.file()).toMatchObject({ content: { text: "theirs\n", revision: 2 }, sync: { state: "saved" } });
	});

	it("gives an editor the new text as soon as it tells of it", async () => {
		const asked: string[] = [];
		const stop = at.files.store.subscribe(() => void asked.push(at.files.textOf("note")));
		at.lab.put("note", "theirs\n");
		await settle();
		stop();
		expect(new Set(asked)).toEqual(new Set(["theirs\n"]));
	});

	it("is not put anew into the editor by its own write", async () => {
		at.type("two");
		await settle();
		expect(at.file().content).toMatchObject({ revision: 1 });
		expect(at.files.textOf("note")).toBe("two");
	});

	it("is found changed also when the kernel lost what happened", async () => {
		at.lab.overflow();
		at.lab.put("note", "later\n");
		await settle();
		expect(at.files.textOf("note")).toBe("later\n");
	});

	it("keeps what was typed while it was being written, and writes that too", async () => {
		const release = at.lab.holdWrites();
		at.type("two");
		const saved = at.files.save("note");
		await vi.advanceTimersByTimeAsync(10);
		expect(at.file().sync.state).toBe("saving");
		at.type("two and three");
		release();
		await saved;
		expect(at.lab.text("note")).toBe("two");
		await settle();
		expect(at.lab.text("note")).toBe("two and three");
		expect(at.file().sync.state).toBe("saved");
	});
});

describe("What is no text", () => {
	it.each([
		["binary", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), "file"],
		["binary", new Uint8Array([0xff, 0xfe, 0x41]), "file"],
		["large", new Uint8Array(2 ** 20 + 1).fill(65), "file"],
		["link", new Uint8Array(11), "symlink"],
		["folder", new Uint8Array(0), "directory"],
		["other", new Uint8Array(0), "other"],
	] as const)("is shown as what it is: %s", async (why, bytes, type) => {
		at.lab.put("thing", bytes, { type });
		at.files.open("thing");
		await settle();
		expect(at.file("thing").content).toEqual({ kind: "unshown", why, sizeBytes: bytes.length });
	});

	it("becomes text when the guest makes it so, and the other way round", async () => {
		at.lab.put("note", new Uint8Array([0]));
		await settle();
		expect(at.file().content.kind).toBe("unshown");
		at.lab.put("note", "text again");
		await settle();
		expect(at.file().content).toMatchObject({ kind: "text", text: "text again", revision: 2 });
	});

	it("is not read through a folder that is a link", async () => {
		at.lab.put("out", "", { type: "symlink" });
		at.lab.put("out/passwd", "secret");
		at.files.open("out/passwd");
		await settle();
		expect(at.file("out/passwd").content).toMatchObject({ kind: "unshown", why: "link" });
	});

	it("is not written through a link that has taken a file's place", async () => {
		at.type("mine");
		at.lab.put("note", "elsewhere", { type: "symlink" });
		await settle();
		await at.files.keepMine("note");
		expect(at.file().sync).toEqual({ state: "failed", errno: "ELOOP" });
		expect(at.lab.text("note")).toBe("elsewhere");
	});

	it("keeps a byte order mark and line ends as they are", async () => {
		at.lab.put("windows", "\ufeffa\r\nb\r\n");
		at.files.open("windows");
		await settle();
		expect(at.files.textOf("windows")).toBe("\ufeffa\r\nb\r\n");
	});
});

it("A file that is not there says so, and appears when it is made", async () => {
	at.files.open("later");
	await settle();
	expect(at.file("later").content).toEqual({ kind: "failed", errno: "ENOENT" });
	at.lab.put("later", "now");
	await settle();
	expect(at.file("later").content).toMatchObject({ kind: "text", text: "now" });
});

it("A path that leads out of the lab is not opened", () => {
	for (const path of ["../etc/passwd", "a/../../b", "/etc/passwd", "", "a//b"]) at.files.open(path);
	expect(at.files.store.getState().open.map(({ path }) => path)).toEqual(["note"]);
});
