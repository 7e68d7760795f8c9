/** Terminals: a program on a pty of its own. */
import type { Terminal, TerminalOptions } from "../machine.ts";
import type { AgentLink } from "./link.ts";
import { exitOf, openExec, processFields, sendSignal, started } from "./process.ts";

/** Settles when the shell, or `command`, runs. */
export async function openTerminal(link: AgentLink, options: TerminalOptions): Promise<Terminal> {
	const fields = processFields(options);
	for (const word of options.command ?? []) fields.push(["arg", word]);
	// Only a plain login shell can have been started ahead of time.
	if (fields.length === 0) fields.push(["spare", "1"]);
	fields.push(["columns", String(options.columns)], ["rows", String(options.rows)]);
	const stream = openExec(link, fields);
	await started(stream);
	return {
		input: stream.input,
		output: stream.output,
		exit: exitOf(stream),
		kill: (name = "SIGTERM") => sendSignal(stream, name),
		resize: ({ columns, rows }) => stream.resize(columns, rows),
		close: () => stream.cancel(),
	};
}
