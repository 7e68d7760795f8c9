import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLabFiles, type LabFiles } from "./lab-files.ts";
import { SHOWN_ENTRIES } from "./state.ts";
import { type LabDouble, labDouble, machinesOf } from "./test-double.ts";
import { settle } from "./test-note.ts";

let lab: LabDouble;
let files: LabFiles;

beforeEach(async () => {
	vi.useFakeTimers();
	lab = labDouble({ "compose.yaml": "services:\n", "web/Dockerfile": "FROM busybox\n", "web/site/index.html": "<h1>hi</h1>\n" });
	files = createLabFiles({ machines: machinesOf(lab) });
	await settle();
});

afterEach(() => {
	files.dispose();
	expect(vi.getTimerCount()).toBe(0);
	expect(lab.watches).toBe(0);
	vi.useRealTimers();
});

function names(folder: string): string[] | undefined {
	return files.store
		.getState()
		.folders.get(folder)
		?.entries.map(({ name }) => name);
}

describe("The tree", () => {
	it("reads the lab at once and folders when they are opened", async () => {
		expect(files.store.getState().lab).toBe("ready");
		expect(names("")).toEqual(["web", "compose.yaml"]);
		expect(names("web")).toBeUndefined();
		files.expand("web");
		await settle();
		expect(names("web")).toEqual(["site", "Dockerfile"]);
		files.collapse("web");
		expect(names("web")).toBeUndefined();
	});

	it("follows what programs of the guest make and remove", async () => {
		files.expand("web");
		lab.put("web/app.py", "");
		lab.take("compose.yaml");
		await settle();
		expect(names("web")).toEqual(["site", "app.py", "Dockerfile"]);
		expect(names("")).toEqual(["web"]);
	});

	it("closes a folder that is gone, with those below it", async () => {
		files.expand("web");
		files.expand("web/site");
		await settle();
		lab.take("web");
		await settle();
		expect([...files.store.getState().folders.keys()]).toEqual([""]);
	});

	it("sorts as people count", async () => {
		for (const name of ["file10", "file9", "b", "B", "a"]) lab.put(`many/${name}`, "");
		files.expand("many");
		await settle();
		expect(names("many")).toEqual(["a", "b", "B", "file9", "file10"]);
	});

	it("shows the first of a huge folder and says how many there are beyond", async () => {
		for (let number = 0; number < SHOWN_ENTRIES + 30; number++) lab.put(`huge/${number}`, "");
		files.expand("huge");
		await settle();
		expect(names("huge")).toHaveLength(SHOWN_ENTRIES);
		expect(files.store.getState().folders.get("huge")?.hiddenCount).toBe(30);
	});

	it("takes any name as a name", async () => {
		const odd = ["<img src=x onerror=alert(1)>", "__proto__", "two\nlines", "\u202etxt.exe"];
		for (const name of odd) lab.put(`odd/${name}`, "x");
		files.expand("odd");
		await settle();
		expect(new Set(names("odd"))).toEqual(new Set(odd));
		files.open("odd/__proto__");
		await settle();
		expect(files.textOf("odd/__proto__")).toBe("x");
	});

	it("says when the lab itself is gone, and finds it when it is made again", async () => {
		await files.remove("web");
		lab.take("compose.yaml");
		lab.take("");
		await settle();
		expect(files.store.getState().lab).toBe("missing");
		await files.makeLab();
		await settle();
		expect(files.store.getState().lab).toBe("ready");
	});
});

describe("Files of the lab", () => {
	it("are opened in tabs, with the folders on the way; the one beside is in front when one is closed", async () => {
		files.open("web/site/index.html", { line: 3 });
		files.open("compose.yaml");
		files.open("web/Dockerfile");
		files.activate("compose.yaml");
		await settle();
		expect(names("web/site")).toEqual(["index.html"]);
		expect(files.store.getState().place).toMatchObject({ path: "web/Dockerfile" });
		await files.close("compose.yaml");
		expect(files.store.getState().active).toBe("web/Dockerfile");
		await files.close("web/Dockerfile");
		await files.close("web/site/index.html");
		expect(files.store.getState()).toMatchObject({ open: [], active: null });
	});

	it("are written before their tab is closed", async () => {
		files.open("compose.yaml");
		await settle();
		files.edit("compose.yaml", () => "services: {}\n");
		expect(await files.close("compose.yaml")).toBe(true);
		expect(lab.text("compose.yaml")).toBe("services: {}\n");
	});

	it("are made, and never in place of another", async () => {
		await files.createFile("new/notes.md");
		expect(lab.text("new/notes.md")).toBe("");
		await files.createFolder("empty/folder");
		await settle();
		expect(names("")).toContain("empty");
		await expect(files.createFile("compose.yaml")).rejects.toMatchObject({ detail: "EEXIST" });
		await expect(files.createFolder("web")).rejects.toMatchObject({ detail: "EEXIST" });
		expect(lab.text("compose.yaml")).toBe("services:\n");
	});

	it("go along, with what was typed in them, when their folder is renamed", async () => {
		files.open("web/Dockerfile");
		await settle();
		files.edit("web/Dockerfile", () => "FROM nginx\n");
		await files.rename("web", "site");
		expect(lab.text("site/Dockerfile")).toBe("FROM nginx\n");
		expect(files.store.getState()).toMatchObject({ active: "site/Dockerfile", open: [{ path: "site/Dockerfile" }] });
		files.edit("site/Dockerfile", () => "FROM alpine\n");
		await settle();
		expect(lab.text("site/Dockerfile")).toBe("FROM alpine\n");
		expect(lab.text("web/Dockerfile")).toBeUndefined();
		await expect(files.rename("site", "compose.yaml")).rejects.toMatchObject({ detail: "EEXIST" });
	});

	it("are replaced through the editor when they are open there", async () => {
		files.open("web/Dockerfile");
		await settle();
		files.edit("web/Dockerfile", () => "half typed");
		await files.write("web/Dockerfile", "FROM python\n");
		expect(lab.text("web/Dockerfile")).toBe("FROM python\n");
		expect(files.store.getState().open[0]).toMatchObject({
			content: { text: "FROM python\n", revision: 2 },
			sync: { state: "saved" },
		});
		await files.write("web/run.sh", "#!/bin/sh\n");
		expect(lab.text("web/run.sh")).toBe("#!/bin/sh\n");
	});

	it("of this computer are uploaded over what is there, with its bits, unless they are too large", async () => {
		lab.put("run.sh", "old", { mode: 0o755 });
		await files.upload("run.sh", new Blob(["new"]));
		expect(lab.text("run.sh")).toBe("new");
		expect(lab.mode("run.sh")).toBe(0o755);
		const huge = { size: 257 * 2 ** 20 } as Blob;
		await expect(files.upload("huge", huge)).rejects.toMatchObject({ detail: "EFBIG" });
	});

	it("outside of the lab are nobody's business", async () => {
		await expect(files.write("../../etc/passwd", "x")).rejects.toMatchObject({ detail: "EINVAL" });
		await expect(files.remove("web/../..")).rejects.toMatchObject({ detail: "EINVAL" });
		await expect(files.remove("")).rejects.toMatchObject({ detail: "EINVAL" });
	});

	it("are told to who follows them, each text once", async () => {
		const told: (string | null)[] = [];
		const stop = files.follow("table.csv", (text) => told.push(text));
		await settle();
		lab.put("table.csv", "a,b\n");
		await settle();
		lab.put("table.csv", "a,b\n");
		await settle();
		lab.take("table.csv");
		await settle();
		stop();
		lab.put("table.csv", "c\n");
		await settle();
		expect(told).toEqual([null, "a,b\n", null]);
	});
});

describe("A session without a machine", () => {
	it("says so, and has its files when there is one", async () => {
		const machines = machinesOf(undefined);
		const waiting = createLabFiles({ machines });
		waiting.open("compose.yaml");
		await settle();
		expect(waiting.store.getState().lab).toBe("away");
		await expect(waiting.createFile("x")).rejects.toMatchObject({ name: "MachineOffError" });
		machines.show(lab);
		await settle();
		expect(waiting.store.getState().lab).toBe("ready");
		expect(waiting.textOf("compose.yaml")).toBe("services:\n");
		waiting.dispose();
	});
});
