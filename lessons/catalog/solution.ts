/** A solution: what a learner types, line by line, in a terminal. */

import { type KeyName, keys, type SolutionLine } from "../solution-line.ts";
import { splitCommands } from "./commands.ts";
import type { Problem } from "./problems.ts";
import type { Script } from "./scripts.ts";

const directive = /^#>\s*(\S*)\s*(.*?)\s*$/;

export function readSolution({ text, file }: Script): {
	readonly lines: readonly SolutionLine[];
	readonly problems: readonly Problem[];
} {
	const problems: Problem[] = [];
	const found: { at: number; line: SolutionLine }[] = splitCommands(text).map(({ source, firstLine }) => ({
		at: firstLine,
		line: { type: source },
	}));
	for (const [at, source] of text.split("\n").entries()) {
		// A line of a here-document may look like a directive too.
		if (!source.startsWith("#>") || found.some(({ at: first, line }) => covers(first, line, at))) continue;
		const [, word = "", rest = ""] = directive.exec(source) ?? [];
		if (word === "press" && isKey(rest)) found.push({ at, line: { press: rest } });
		else if (word === "wait" && rest !== "") found.push({ at, line: { wait: rest } });
		else {
			const remedy = `Write \`#> wait TEXT\`, or \`#> press KEY\` with one of ${Object.keys(keys).join(", ")}.`;
			problems.push({ file, line: at + 1, what: `\`${source}\` is no directive.`, remedy });
		}
	}
	found.sort((one, other) => one.at - other.at);
	return { lines: found.map(({ line }) => line), problems };
}

/** For a reader who asks for the solution. */
export function shownSolution(lines: readonly SolutionLine[]): string[] {
	return lines.flatMap((line) => {
		if ("type" in line) return [line.type];
		return "press" in line ? [`# press ${keyName(line.press)}`] : [];
	});
}

function keyName(key: KeyName): string {
	return key
		.split("-")
		.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
		.join("-");
}

function covers(first: number, line: SolutionLine, at: number): boolean {
	return "type" in line && at > first && at < first + line.type.split("\n").length;
}

function isKey(name: string): name is KeyName {
	return Object.hasOwn(keys, name);
}
