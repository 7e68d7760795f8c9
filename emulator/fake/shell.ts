/** The fake guest's shell: runs what shell-syntax.ts can read, from a string or from a terminal. */
import { Errno } from "./errno.ts";
import { absolute } from "./fake-files.ts";
import { BrokenPipe, Pipe } from "./pipe.ts";
import type { Place } from "./processes.ts";
import { complain, type Main, type Program, print, type Sink, type Source, unlessKilled } from "./program.ts";
import { openRedirects } from "./redirects.ts";
import { type Command, type ListItem, parseShell, type Word } from "./shell-syntax.ts";

/** `bash -c TEXT`, or a conversation on a terminal. */
export const shellMain: Main = async (program) => {
	const shell = new Shell(program);
	const [, option, text] = program.words;
	if (option === "-c") return shell.runText(text ?? "");
	return shell.converse();
};

class ExitRequest {
	readonly code: number;

	constructor(code: number) {
		this.code = code;
	}
}

/** Ctrl-C ended a job: the rest of the line is not run. */
class Interrupted {}

interface Streams {
	readonly stdin: Source;
	readonly stdout: Sink;
	readonly stderr: Sink;
}

class Shell {
	readonly #program: Program;
	readonly #variables: Map<string, string>;
	readonly #background: Promise<unknown>[] = [];
	#cwd: string;
	#interactive = false;
	#lastCode = 0;

	constructor(program: Program) {
		this.#program = program;
		this.#variables = new Map(program.env).set("PWD", program.cwd);
		this.#cwd = program.cwd;
	}

	async runText(text: string): Promise<number> {
		try {
			await this.#runList(parseShell(text));
			return this.#lastCode;
		} catch (thrown) {
			if (thrown instanceof ExitRequest) return thrown.code;
			if (thrown instanceof SyntaxError) return (await complain(this.#program, thrown.message)) + 1;
			throw thrown;
		}
	}

	async converse(): Promise<number> {
		const { process, stdin, terminal } = this.#program;
		this.#interactive = true;
		for (;;) {
			if (terminal !== undefined) terminal.onInterrupt = () => void this.#prompt().catch(() => {});
			await this.#prompt();
			const line = await stdin.read(process.killed.signal);
			if (line === undefined) return this.#lastCode;
			try {
				await this.#runList(parseShell(new TextDecoder().decode(line)));
			} catch (thrown) {
				if (thrown instanceof ExitRequest) return thrown.code;
				if (thrown instanceof SyntaxError) await complain(this.#program, thrown.message);
				else if (!(thrown instanceof Interrupted)) throw thrown;
			}
		}
	}

	#prompt(): Promise<void> {
		return print(this.#program, `fake:${this.#cwd}# `);
	}

	async #runList(items: readonly ListItem[]): Promise<void> {
		let skip = false;
		for (const { pipeline, joiner } of items) {
			if (!skip) {
				if (joiner === "&") this.#background.push(this.#runPipeline(pipeline, false).catch(() => {}));
				else this.#lastCode = await unlessKilled(this.#program, this.#runPipeline(pipeline, true));
				this.#program.process.killed.signal.throwIfAborted();
				if (this.#interactive && this.#lastCode === 130) throw new Interrupted();
			}
			if (joiner === "&&") skip = this.#lastCode !== 0;
			else if (joiner === "||") skip = this.#lastCode === 0;
			else skip = false;
		}
	}

	/** The exit code of its last command. */
	async #runPipeline(commands: readonly Command[], foreground: boolean): Promise<number> {
		const { stdin, stdout, stderr, process } = this.#program;
		let place: Place = this.#interactive ? { session: process.session } : { session: process.session, group: process.group };
		let input: Source = stdin;
		let inputPipe: Pipe | undefined;
		const exits: Promise<number>[] = [];
		for (const [index, command] of commands.entries()) {
			const outputPipe = index === commands.length - 1 ? undefined : new Pipe();
			const exit = this.#runCommand(command, { stdin: input, stdout: outputPipe ?? stdout, stderr }, place, (group) => {
				place = { session: process.session, group };
				if (foreground && this.#program.terminal !== undefined) {
					this.#program.terminal.onInterrupt = () => this.#program.guest.processes.kill(2, (other) => other.group === group);
				}
			});
			const finishedInput = inputPipe;
			exits.push(
				exit.finally(() => {
					outputPipe?.end();
					finishedInput?.break();
				}),
			);
			inputPipe = outputPipe;
			input = outputPipe ?? input;
		}
		return (await Promise.all(exits)).at(-1) ?? 0;
	}

	async #runCommand(command: Command, streams: Streams, place: Place, onStarted: (group: number) => void): Promise<number> {
		const words = command.words.flatMap((word) => this.#expand(word));
		const files = command.redirects.map((redirect) => ({
			...redirect,
			path: "target" in redirect ? absolute(this.#expand(redirect.target)[0] ?? "", this.#cwd) : "",
		}));
		const [name] = words;
		const { guest, process } = this.#program;
		const opened = openRedirects(guest.files, streams, files);
		if ("failed" in opened) return complain(this.#program, opened.failed);
		if (name === undefined) return 0;
		const builtin = this.#builtin(name, words);
		if (builtin !== undefined) return builtin;
		const main = guest.findProgram(name, this.#cwd);
		if (main === undefined) {
			const text = new TextEncoder().encode(`bash: ${name}: command not found\n`);
			await opened.stderr.write(text, process.killed.signal);
			return 127;
		}
		const started = guest.processes.start(words, place, async (child) => {
			const program = { ...this.#program, ...opened, process: child, words, env: this.#variables, cwd: this.#cwd };
			try {
				return await main(program);
			} catch (thrown) {
				if (thrown instanceof Errno) return complain(program, thrown.message);
				// As SIGPIPE ends a program that writes to nobody.
				if (thrown instanceof BrokenPipe) return 141;
				throw thrown;
			}
		});
		onStarted(started.process.group);
		return started.exit;
	}

	/** Undefined for what is not part of the shell itself. */
	#builtin(name: string, words: readonly string[]): Promise<number> | undefined {
		switch (name) {
			case "exit":
				throw new ExitRequest(Number(words[1] ?? this.#lastCode) & 0xff);
			case "wait":
				return unlessKilled(this.#program, Promise.all(this.#background)).then(() => 0);
			case "cd":
				return this.#changeFolder(words[1] ?? "/root");
			default:
				return undefined;
		}
	}

	async #changeFolder(path: string): Promise<number> {
		const target = absolute(path, this.#cwd);
		const { files } = this.#program.guest;
		try {
			files.list(target);
		} catch (thrown) {
			return complain(this.#program, `cd: ${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
		}
		this.#cwd = target;
		this.#variables.set("PWD", target);
		return 0;
	}

	/** No word for unquoted variables that are empty. */
	#expand(word: Word): string[] {
		const texts = word.map((part) => ("text" in part ? part.text : this.#variable(part.variable)));
		const text = texts.join("");
		return text === "" && word.every((part) => "variable" in part) ? [] : [text];
	}

	#variable(name: string): string {
		if (name === "?") return String(this.#lastCode);
		if (name === "$") return String(this.#program.process.pid);
		return this.#variables.get(name) ?? "";
	}
}
