/** The scripts of a lesson's tasks, by task: `tasks/<task>.check.sh` and its companions. */
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";
import type { FolderFile } from "./read-folder.ts";
import { readText } from "./read-text.ts";

/** Paths are those of messages. */
export interface TaskScripts {
	readonly check?: Script;
	readonly solve?: Script;
	readonly fail?: Script;
	readonly setup?: Script;
	/** In the order of their numbers. */
	readonly hints: readonly Script[];
}

export interface Script {
	readonly file: string;
	readonly text: string;
}

type Kind = Exclude<keyof TaskScripts, "hints"> | "hint";

const namePattern = /^([a-z0-9-]+)\.(?:(check|solve|fail|setup)|hint-(\d)-[a-z0-9]+(?:-[a-z0-9]+)*)\.sh$/;

/** What has to go to the guest in one message, with the helpers before it. */
const mostBytes = 32 * 1024;

export function readScripts(
	files: readonly FolderFile[],
	taskIds: readonly string[],
): { readonly scripts: ReadonlyMap<string, TaskScripts>; readonly problems: readonly Problem[] } {
	const problems: Problem[] = [];
	const found = new Map<string, { kind: Kind; place: number; script: Script }[]>(taskIds.map((id) => [id, []]));
	for (const file of files) {
		const [, task, kind = "hint", place] = namePattern.exec(file.path) ?? [];
		if (task === undefined) {
			problems.push(badName(file));
			continue;
		}
		const list = found.get(task);
		if (list === undefined) problems.push(noTask(file, task, taskIds));
		const text = readText(file, problems, mostBytes);
		if (text === undefined) continue;
		problems.push(...checkScript(file, text, kind as Kind));
		list?.push({ kind: kind as Kind, place: Number(place ?? 0), script: { file: file.shownPath, text } });
	}
	const scripts = new Map<string, TaskScripts>();
	for (const [id, list] of found) {
		const one = (kind: Kind): Script | undefined => list.find((entry) => entry.kind === kind)?.script;
		const hints = list.filter(({ kind }) => kind === "hint").sort((a, b) => a.place - b.place);
		for (const [at, hint] of hints.entries()) if (hint.place !== at + 1) problems.push(badOrder(hint.script.file, at + 1));
		const kinds = (["check", "solve", "fail", "setup"] as const).flatMap((kind) => {
			const script = one(kind);
			return script === undefined ? [] : [[kind, script] as const];
		});
		scripts.set(id, { ...Object.fromEntries(kinds), hints: hints.map(({ script }) => script) });
	}
	return { scripts, problems };
}

function checkScript({ shownPath, executable }: FolderFile, text: string, kind: Kind): Problem[] {
	const problems: Problem[] = [];
	if (!executable) {
		const what = kind === "check" ? "This check has no run bit." : `This ${kind} script has no run bit.`;
		problems.push({ file: shownPath, what, remedy: `Run \`chmod +x ${shownPath}\`, and commit that.` });
	}
	if (!text.startsWith("#!/bin/bash\n")) {
		const what = "The script does not say what runs it.";
		problems.push({ file: shownPath, line: 1, what, remedy: "Make `#!/bin/bash` its first line." });
	}
	if (text.includes("\r")) {
		const line = text.slice(0, text.indexOf("\r")).split("\n").length;
		const what = "The lines end as on Windows, which bash takes for a part of the last word.";
		problems.push({ file: shownPath, line, what, remedy: "Save the file with Unix line endings (LF)." });
	}
	const body = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
	if (body.length === 0) {
		const what = kind === "check" ? "The check has no command in it: it would always pass." : "There is no command in it.";
		problems.push({ file: shownPath, what, remedy: "Write it, or remove the file." });
	}
	return problems;
}

function badName({ shownPath }: FolderFile): Problem {
	return {
		file: shownPath,
		what: "This name says nothing about a task.",
		remedy:
			"Scripts are named `<task>.check.sh`, `.solve.sh`, `.fail.sh`, `.setup.sh`, and `<task>.hint-1-<name>.sh`, `hint-2-…` in the order in which they are tried.",
	};
}

function noTask({ shownPath }: FolderFile, task: string, taskIds: readonly string[]): Problem {
	const meant = nearest(task, taskIds);
	return {
		file: shownPath,
		what: `There is no task \`${task}\` in the front matter.`,
		remedy: meant === undefined ? "Add the task to `tasks`, or remove the script." : `Did you mean \`${meant}\`?`,
	};
}

function badOrder(file: string, wanted: number): Problem {
	return {
		file,
		what: `The hints of a task are numbered 1, 2, 3 and so on; this one should be number ${wanted}.`,
		remedy: "Rename it: the first that applies is shown, so the most particular comes first.",
	};
}
