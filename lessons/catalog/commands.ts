/** Shell text as the commands in it, each of which may take several lines. */

export interface ShellCommand {
	/** As it stands in the text, without the last line ending. */
	readonly source: string;
	/** The same on one line, when backslashes alone continue it. */
	readonly text: string;
	/** From 0. */
	readonly firstLine: number;
	readonly lineCount: number;
}

const hereDocument = /<<(-?)\s*(["']?)([A-Za-z_][A-Za-z0-9_]*)\2/;

/** Empty lines and comments belong to no command. */
export function splitCommands(text: string): ShellCommand[] {
	const lines = text.split("\n");
	const commands: ShellCommand[] = [];
	for (let at = 0; at < lines.length; ) {
		const firstLine = at;
		const line = lines[at] ?? "";
		at += 1;
		if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
		let whole = line;
		while (/(?:^|[^\\])(?:\\\\)*\\$/.test(whole) && at < lines.length) {
			whole += `\n${lines[at]}`;
			at += 1;
		}
		at = endOfHereDocument(whole, lines, at);
		const taken = lines.slice(firstLine, at);
		const isHereDocument = taken.length > whole.split("\n").length;
		const source = taken.join("\n");
		commands.push({ source, text: isHereDocument ? source : oneLine(whole), firstLine, lineCount: taken.length });
	}
	return commands;
}

/** The line after the here-document that `command` begins, if it begins one. */
function endOfHereDocument(command: string, lines: readonly string[], at: number): number {
	const [, dash, , end] = hereDocument.exec(command) ?? [];
	if (end === undefined) return at;
	const last = lines.findIndex((line, place) => place >= at && (dash === "-" ? line.replace(/^\t+/, "") : line) === end);
	return last === -1 ? lines.length : last + 1;
}

function oneLine(command: string): string {
	return command.replace(/[ \t]*\\\n[ \t]*/g, " ").trim();
}
