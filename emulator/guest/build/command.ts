/** Runs the programs a build step needs, with their output in a log instead of on the screen. */
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

export interface CommandOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Appended to, not replaced. */
	readonly logFile?: string;
	/** Called for each line of standard output or error, for progress. */
	readonly onLine?: (line: string) => void;
}

export class CommandFailedError extends Error {
	override readonly name = "CommandFailedError";
}

/**
 * Runs a program to its end and returns its standard output.
 * @throws CommandFailedError with the last lines it printed, when it cannot be started or does not exit with 0.
 */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
	// Untranslated messages and byte order: the output is parsed, and lists must sort the same everywhere.
	// An ordinary user's search path lacks the folders where Debian has mkfs.
	const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LC_ALL: "C.UTF-8", ...options.env };
	const child = spawn(command, args, { cwd: options.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
	const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: "a" });
	log?.write(`$ ${command} ${args.join(" ")}\n`);

	let stdout = "";
	const lastLines: string[] = [];
	function onLine(line: string): void {
		lastLines.push(line);
		if (lastLines.length > 25) lastLines.shift();
		options.onLine?.(line);
	}
	const takeError = lineSplitter(onLine);
	const takeOutput = lineSplitter(onLine);
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		stdout += text;
		log?.write(text);
		takeOutput(text);
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		log?.write(text);
		takeError(text);
	});

	const ending = await new Promise<string>((resolve) => {
		child.once("error", (error) => resolve(error.message));
		child.once("close", (code, signal) => resolve(code === 0 ? "" : signal === null ? `exit code ${code}` : `signal ${signal}`));
	});
	if (log !== undefined) {
		log.end();
		await finished(log);
	}
	if (ending === "") return stdout;
	const where = options.logFile === undefined ? "" : `\nIts whole output is in ${options.logFile}`;
	throw new CommandFailedError(`${command} failed (${ending}). Its last lines:\n  ${lastLines.join("\n  ")}${where}`);
}

/**
 * The same with all the rights of root over the files it makes: as root directly, as an ordinary user in a user namespace of its own,
 * where files can belong to any user of the guest.
 */
export async function runAsRoot(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
	if (process.getuid?.() === 0) return runCommand(command, args, options);
	const namespace = ["--map-root-user", "--map-auto", "--mount", "--pid", "--fork", "--kill-child"];
	return runCommand("unshare", [...namespace, command, ...args], options);
}

function lineSplitter(onLine: (line: string) => void): (text: string) => void {
	let rest = "";
	return (text) => {
		const lines = (rest + text).split(/\r?\n|\r/);
		rest = lines.pop() ?? "";
		for (const line of lines) onLine(line);
	};
}
