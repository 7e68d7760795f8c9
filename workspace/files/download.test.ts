import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { download } from "./download.ts";
import { labDouble } from "./test-double.ts";

const lab = labDouble({ "web/Dockerfile": "FROM busybox\n", "web/site/ü ber.html": "<h1>hi</h1>\n", "run.sh": "#!/bin/sh\n" });
lab.put("web/link", "elsewhere", { type: "symlink" });
lab.put("..hidden<name>?", "x");

async function bytesOf(path: string): Promise<{ name: string; bytes: Uint8Array }> {
	const { name, content } = await download(lab.files, path);
	return { name, bytes: new Uint8Array(await new Response(content).arrayBuffer()) };
}

it("A file is downloaded as it is, under a name that every computer takes", async () => {
	const { name, bytes } = await bytesOf("..hidden<name>?");
	expect(name).toBe("hidden_name__");
	expect(new TextDecoder().decode(bytes)).toBe("x");
});

it("A folder is downloaded as a zip of the files in it, without links", async () => {
	const { name, bytes } = await bytesOf("web");
	expect(name).toBe("web.zip");
	const unzipped = unzipSync(bytes);
	expect(Object.keys(unzipped).sort()).toEqual(["Dockerfile", "site/ü ber.html"]);
	expect(new TextDecoder().decode(unzipped.Dockerfile)).toBe("FROM busybox\n");
});

it("The whole lab is downloaded too, empty folders included", async () => {
	lab.put("empty", "", { type: "directory" });
	const { name, bytes } = await bytesOf("");
	expect(name).toBe("lab.zip");
	expect(Object.keys(unzipSync(bytes)).sort()).toEqual([
		"..hidden<name>?",
		"empty/",
		"run.sh",
		"web/Dockerfile",
		"web/site/ü ber.html",
	]);
});

it("What is not there is no download", async () => {
	await expect(download(lab.files, "missing")).rejects.toMatchObject({ detail: "ENOENT" });
});
