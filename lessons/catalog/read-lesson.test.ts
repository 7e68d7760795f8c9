import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadLesson, loadSolution } from "./catalog.ts";
import { TestFolder } from "./test-folder.ts";

describe("the files of a lesson", () => {
	it.each<[string, (folder: TestFolder) => void, string, string]>([
		[
			"a check without a run bit",
			(folder) => folder.write("tasks/run.check.sh", "#!/bin/bash\ntrue\n", 0o644),
			"tasks/run.check.sh: This check has no run bit.",
			"chmod +x",
		],
		[
			"a script that does not say what runs it",
			(folder) => folder.write("tasks/run.check.sh", "true\n"),
			"tasks/run.check.sh:1: The script does not say what runs it.",
			"`#!/bin/bash`",
		],
		[
			"line endings of Windows",
			(folder) => folder.write("tasks/run.check.sh", "#!/bin/bash\ntrue\r\n"),
			"tasks/run.check.sh:2: The lines end as on Windows",
			"(LF)",
		],
		[
			"a check that always passes",
			(folder) => folder.write("tasks/run.check.sh", "#!/bin/bash\n# later\n"),
			"tasks/run.check.sh: The check has no command in it: it would always pass.",
			"Write it",
		],
		[
			"a task without a check",
			(folder) => folder.remove("tasks/run.check.sh"),
			"lesson.mdx:15: Task `run` has no check script.",
			"Write",
		],
		[
			"a task without a solution",
			(folder) => folder.remove("tasks/read.solve.sh"),
			"lesson.mdx:18: Task `read` has no solve",
			"Write",
		],
		[
			"a script without a task",
			(folder) => folder.write("tasks/runs.check.sh", "#!/bin/bash\ntrue\n"),
			"tasks/runs.check.sh: There is no task `runs`",
			"Did you mean `run`?",
		],
		[
			"a script of no kind",
			(folder) => folder.write("tasks/run.chekc.sh", "#!/bin/bash\ntrue\n"),
			"tasks/run.chekc.sh: This name says nothing",
			"<task>.check.sh",
		],
		[
			"a gap between hints",
			(folder) => folder.write("tasks/read.hint-3-late.sh", "#!/bin/bash\ntrue\n"),
			"tasks/read.hint-3-late.sh: The hints of a task are numbered 1, 2, 3",
			"Rename it",
		],
		[
			"a script that is too long",
			(folder) => folder.write("tasks/run.check.sh", `#!/bin/bash\n${"true\n".repeat(10_000)}`),
			"tasks/run.check.sh: The file has 49 kB, more than the 32 kB",
			"shorter",
		],
		[
			"a directive that is none",
			(folder) => folder.write("tasks/run.solve.sh", "#!/bin/bash\ndocker ps\n#> press ctrl-x\n"),
			"tasks/run.solve.sh:3: `#> press ctrl-x` is no directive.",
			"ctrl-c",
		],
		[
			"a value that is none, in a script",
			(folder) => folder.write("tasks/run.check.sh", "#!/bin/bash\ntrue\necho {{nmae}}\n"),
			"tasks/run.check.sh:3: `{{nmae}}` is no value of this lesson.",
			"Did you mean {{name}}?",
		],
		[
			"a value that is none, in a file",
			(folder) => folder.write("files/a/page.html", "<p>{{greeting}}</p>", 0o644),
			"files/a/page.html:1: `{{greeting}}` is no value",
			"{{ greeting }}, with spaces",
		],
		[
			"a file that leads out of the lesson",
			(folder) => folder.link("files/passwd", "/etc/passwd"),
			"files/passwd: This is a link.",
			"Put the file itself here",
		],
		[
			"a path that means something",
			(folder) => folder.write("files/a\\..\\b", "x"),
			"files/a\\..\\b: The name of this file",
			"Rename it",
		],
		[
			"a binary file",
			(folder) => folder.write("files/logo.png", Uint8Array.from([0x89, 0x50, 0xff, 0xfe])),
			"files/logo.png: The file is no text in UTF-8.",
			"let the lesson make binary ones",
		],
		[
			"a file of megabytes",
			(folder) => folder.write("files/big.txt", "x".repeat(1_000_000)),
			"files/big.txt: The file has 977 kB, more than the 256 kB",
			"shorter",
		],
		[
			"a file that is not of the lesson",
			(folder) => folder.write("notes.txt", "x"),
			"notes.txt: A lesson consists of",
			"Move it",
		],
		["no text at all", (folder) => folder.remove("lesson.mdx"), "lesson.mdx: The lesson has no text.", "lesson new"],
		[
			"a folder that is no lesson's",
			(folder) => folder.addLesson("Second lesson"),
			"../Second lesson: The folder's name is not that of a lesson.",
			"07-volumes",
		],
		[
			"a solution that every browser gets",
			(folder) =>
				folder.write(
					"tasks/run.hint-1-ended.sh",
					'#!/bin/bash\necho "Type docker run -d --name {{name}} -v /root/lab/work.sh:/work.sh busybox sh /work.sh"\n',
				),
			"tasks/run.hint-1-ended.sh: The solution of task `run` stands here",
			"Check the state",
		],
	])("may not have %s", async (_, spoil, what, remedy) => {
		const folder = new TestFolder();
		spoil(folder);
		const mistakes = await folder.mistakes();
		const found = mistakes.find((mistake) => mistake.startsWith(what));
		expect(found, mistakes.join("\n")).toBeDefined();
		expect(found?.split(" / ").at(-1)).toContain(remedy);
	});

	it("are complained of in other words for each kind of script", async () => {
		const folder = new TestFolder();
		folder.write("tasks/run.hint-1-ended.sh", readFileSync(folder.path("tasks/run.hint-1-ended.sh")), 0o644);
		expect(await folder.mistakes()).toEqual([expect.stringContaining("This hint script has no run bit.")]);
	});
});

describe("the plan of a lesson", () => {
	it("has what the browser needs and no solution", async () => {
		const { places } = new TestFolder();
		const plan = (await loadLesson("first", places))?.plan;
		expect(plan).toMatchObject({
			slug: "first",
			version: 1,
			steps: [
				{ id: "start-a-container", title: "Start a container", taskIds: ["run"] },
				{ id: "read-what-it-said", title: "Read what it said", taskIds: ["read"] },
			],
			files: [{ path: "work.sh", mode: 0o644, content: expect.stringContaining("{{name}} is working") }],
			tasks: [
				{ id: "run", points: 2, mode: "once", timeLimitMs: 20_000, hints: [expect.any(String), expect.any(String)] },
				{ id: "read", points: 1, needs: ["run"] },
			],
			helpers: expect.stringContaining("container_running()"),
		});
		const sent = JSON.stringify(plan);
		expect(sent).not.toContain("docker run -d");
		expect(sent).not.toContain("docker logs {{name}}");
	});

	it("leaves solutions to be asked for one by one", async () => {
		const folder = new TestFolder();
		const text =
			"#!/bin/bash\n# A remark.\ncat > a.txt <<'END'\n#> wait no\nEND\ndocker run \\\n  busybox\n#> wait ready\n#> press ctrl-c\n";
		folder.write("tasks/read.solve.sh", text);
		expect(await loadSolution("first", "read", folder.places)).toEqual([
			"cat > a.txt <<'END'\n#> wait no\nEND",
			"docker run \\\n  busybox",
			"# press Ctrl-C",
		]);
		expect(await loadSolution("first", "none", folder.places)).toBeUndefined();
		expect(await loadSolution("none", "run", folder.places)).toBeUndefined();
	});
});
