import { beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import { labDouble } from "./test-double.ts";
import { settle, withOpenNote } from "./test-note.ts";

const at = withOpenNote();

describe("A file changed on both sides", () => {
	beforeEach(async () => {
		at.type("mine");
		at.lab.put("note", "theirs");
		await settle();
	});

	it("is a conflict that shows their text and writes nothing", async () => {
		expect(at.file().sync).toEqual({ state: "conflict", theirs: { kind: "text", text: "theirs" }, fresh: false });
		at.type("mine and more");
		await settle();
		await at.files.save("note");
		expect(at.lab.text("note")).toBe("theirs");
		expect(at.files.textOf("note")).toBe("mine and more");
		expect(at.lab.writes).toEqual([]);
	});

	it("can be kept as it is here", async () => {
		await at.files.keepMine("note");
		expect(at.lab.text("note")).toBe("mine");
		expect(at.file().sync.state).toBe("saved");
	});

	it("can be taken as it is there", async () => {
		at.files.takeTheirs("note");
		await settle();
		expect(at.file()).toMatchObject({ content: { text: "theirs", revision: 2 }, sync: { state: "saved" } });
		expect(at.files.textOf("note")).toBe("theirs");
	});

	it("shows what they made of it meanwhile", async () => {
		at.lab.put("note", "theirs again");
		await settle();
		expect(at.file().sync).toMatchObject({ theirs: { text: "theirs again" } });
	});

	it("is settled by itself when both come to the same text, or they go back", async () => {
		at.lab.put("note", "mine");
		await settle();
		expect(at.file().sync.state).toBe("saved");
		at.type("again mine");
		at.lab.put("note", "again theirs");
		await settle();
		expect(at.file().sync.state).toBe("conflict");
		at.lab.put("note", "mine");
		await settle();
		expect(at.file().sync.state).toBe("saved");
		expect(at.lab.text("note")).toBe("again mine");
	});

	it("is not closed without a word", async () => {
		expect(await at.files.close("note")).toBe(false);
		expect(at.file().path).toBe("note");
		expect(await at.files.close("note", { discard: true })).toBe(true);
		expect(at.files.store.getState().open).toEqual([]);
		expect(at.lab.text("note")).toBe("theirs");
	});

	it("is a conflict too when theirs is no text any more", async () => {
		at.lab.put("note", new Uint8Array([1, 0, 2]));
		await settle();
		expect(at.file().sync).toMatchObject({ theirs: { kind: "unshown", why: "binary", sizeBytes: 3 } });
	});
});

it("A change that no watch has told yet is still seen before it would be written over", async () => {
	at.type("mine");
	// Seen by nobody: the watch breaks first.
	at.lab.loseAgent();
	at.lab.put("note", "theirs");
	await at.files.save("note");
	expect(at.file().sync.state).toBe("conflict");
	expect(at.lab.text("note")).toBe("theirs");
});

describe("A file that is deleted in the guest", () => {
	it("stays open with its text, and can be written again", async () => {
		at.lab.take("note");
		await settle();
		expect(at.file().sync).toEqual({ state: "gone", fresh: false });
		expect(at.files.textOf("note")).toBe("one\n");
		await settle();
		expect(at.lab.text("note")).toBeUndefined();
		await at.files.keepMine("note");
		expect(at.lab.text("note")).toBe("one\n");
		expect(at.file().sync.state).toBe("saved");
	});

	it("is not made again by typing", async () => {
		at.lab.take("note");
		await settle();
		at.type("more");
		await settle();
		expect(at.lab.text("note")).toBeUndefined();
		expect(await at.files.close("note")).toBe(false);
	});

	it("is taken over when it comes back, as editors of the guest replace files", async () => {
		at.lab.take("note");
		await settle();
		at.lab.put("note", "from vim\n");
		await settle();
		expect(at.file()).toMatchObject({ content: { text: "from vim\n" }, sync: { state: "saved" } });
	});
});

describe("A write that the guest refuses", () => {
	const full = new MachineError("GuestFileError", "full", { detail: "ENOSPC" });

	it("is told, and tried again when something was deleted", async () => {
		at.lab.put("big", "x");
		at.lab.refuseWrites = full;
		at.type("two");
		await settle();
		expect(at.file().sync).toEqual({ state: "failed", errno: "ENOSPC" });
		at.lab.refuseWrites = undefined;
		at.lab.take("big");
		await settle();
		expect(at.lab.text("note")).toBe("two");
		expect(at.file().sync.state).toBe("saved");
	});

	it("is tried again at the next key, and when asked", async () => {
		at.lab.refuseWrites = full;
		at.type("two");
		await settle();
		expect(await at.files.close("note")).toBe(false);
		at.lab.refuseWrites = undefined;
		await at.files.save("note");
		expect(at.lab.text("note")).toBe("two");
	});
});

describe("A machine that goes away", () => {
	it("gets what was typed meanwhile when it is back, as after a reboot", async () => {
		at.machines.show(undefined);
		at.type("typed while it was off");
		await settle();
		expect(at.file().sync.state).toBe("unsaved");
		at.machines.show(at.lab);
		await settle();
		expect(at.lab.text("note")).toBe("typed while it was off");
		expect(at.file().sync.state).toBe("saved");
	});

	it("and comes as a fresh one is not written to without asking", async () => {
		at.machines.show(undefined);
		at.type("typed before the reset");
		const fresh = labDouble({ note: "one\n" });
		at.machines.show(fresh);
		await settle();
		expect(at.file().sync).toEqual({ state: "conflict", theirs: { kind: "text", text: "one\n" }, fresh: true });
		expect(fresh.writes).toEqual([]);
		await at.files.keepMine("note");
		expect(fresh.text("note")).toBe("typed before the reset");
	});

	it("and comes as a fresh one without the file keeps it open, to be written there", async () => {
		const fresh = labDouble();
		at.machines.show(fresh);
		await settle();
		expect(at.file().sync).toEqual({ state: "gone", fresh: true });
		await at.files.keepMine("note");
		expect(fresh.text("note")).toBe("one\n");
	});

	it("shows the fresh one's text of files that were not edited", async () => {
		at.machines.show(labDouble({ note: "as at the start\n" }));
		await settle();
		expect(at.file()).toMatchObject({ content: { text: "as at the start\n" }, sync: { state: "saved" } });
	});

	it("is watched anew when its agent is back, and what happened meanwhile is seen", async () => {
		at.lab.loseAgent();
		at.lab.put("note", "unseen");
		await settle();
		await vi.advanceTimersByTimeAsync(2000);
		expect(at.files.textOf("note")).toBe("unseen");
		expect(at.lab.watches).toBe(1);
	});

	it("in the middle of a write leaves the text to be written by the next", async () => {
		at.lab.refuseWrites = new MachineError("AgentLostError", "the agent ended");
		at.type("two");
		await settle();
		expect(at.file().sync.state).toBe("unsaved");
		at.lab.refuseWrites = undefined;
		at.lab.loseAgent();
		await vi.advanceTimersByTimeAsync(3000);
		expect(at.lab.text("note")).toBe("two");
	});
});
