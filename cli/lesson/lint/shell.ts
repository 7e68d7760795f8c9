/** Shell text that bash cannot read: commands in prose, solutions, scripts. Nothing is run. */
import { spawn } from "node:child_process";
import type { Code } from "mdast";
import { visit } from "unist-util-visit";
import type { Problem } from "#lessons/catalog/problems.ts";
import type { Lesson } from "#lessons/catalog/read-lesson.ts";
import { lineOf } from "#lessons/catalog/steps.ts";
import { fillIn, valuesFor } from "#lessons/values.ts";

interface ShellText {
	readonly text: string;
	readonly file: string;
	/** Of its first line. */
	readonly line: number;
	/** Where it is cut into commands, each has to be whole. */
	readonly name: string;
}

export async function lintShell(lesson: Lesson): Promise<Problem[]> {
	const values = valuesFor(lesson.plan.values, "lint");
	const found = await Promise.all(
		shellTexts(lesson).map(async ({ text, file, line, name }) => {
			const fault = await readByBash(fillIn(text, values));
			return fault === undefined
				? []
				: [
						{
							file,
							line: line + fault.line - 1,
							what: `bash cannot read this ${name}: ${fault.words}.`,
							remedy: "Mend it: a quote or bracket is open, or a word is where none can be.",
						},
					];
		}),
	);
	return found.flat();
}

function shellTexts(lesson: Lesson): ShellText[] {
	const texts: ShellText[] = [];
	visit(lesson.prose, "code", (node: Code) => {
		if (node.lang === "sh" || node.lang === "bash") {
			texts.push({ text: node.value, file: lesson.file, line: lineOf(node) + 1, name: "command" });
		}
	});
	for (const { check, solve, fail, setup, hints } of lesson.scripts.values()) {
		for (const script of [check, solve, fail, setup, ...hints]) {
			if (script !== undefined) texts.push({ text: script.text, file: script.file, line: 1, name: "script" });
		}
	}
	return texts;
}

/** Undefined when it is in order. @throws the system's error when there is no bash */
function readByBash(text: string): Promise<{ readonly line: number; readonly words: string } | undefined> {
	return new Promise((resolve, reject) => {
		const bash = spawn("bash", ["-n", "-s"], { stdio: ["pipe", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C" } });
		let said = "";
		bash.stderr.setEncoding("utf8").on("data", (piece: string) => {
			said += piece;
		});
		bash.once("error", reject);
		bash.stdin.on("error", () => {});
		bash.stdin.end(`${text}\n`);
		bash.once("close", (code) => {
			// A here-document without its end is a warning to bash, and swallows the rest of what is typed.
			const [, line, words] = /line (\d+): (.*)/.exec(said) ?? [];
			if (code === 0 && words === undefined) resolve(undefined);
			else resolve({ line: Number(line ?? 1), words: words ?? `it ended with ${code}` });
		});
	});
}
