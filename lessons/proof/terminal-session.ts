/** Somebody who types into a terminal of the machine, and waits for what it shows, as a learner does. */
import type { Machine, Terminal } from "#emulator/machine.ts";

/** What is kept of what it showed, for a report. */
const KEPT_LETTERS = 32_768;
/** Of a restored machine, whose shell waits already. */
const FIRST_PROMPT_MS = 60_000;

/** The guest's own prompt sets the title of the terminal first (etc/bash.bashrc); shells inside of containers have others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in them
const prompt = /\x1b\]0;[^\x07]*\x07.*?[#$] /;

export class TerminalSession {
	readonly #terminal: Terminal;
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	readonly #waiting = new Set<() => void>();
	/** Not waited for yet, at its beginning. */
	#unread = "";
	#shown = "";
	#ended = false;

	/** Settles at the first prompt. Close it. @throws MachineError */
	static async open(machine: Machine): Promise<TerminalSession> {
		const session = new TerminalSession(await machine.openTerminal({ columns: 100, rows: 30 }));
		if (await session.showsPrompt(FIRST_PROMPT_MS)) return session;
		session.close();
		throw new Error(`A terminal showed no prompt within ${FIRST_PROMPT_MS / 1000} s. It showed:\n${session.lastLines(20)}`);
	}

	private constructor(terminal: Terminal) {
		this.#terminal = terminal;
		this.#writer = terminal.input.getWriter();
		void this.#read();
	}

	/** What was shown before is no longer waited for. */
	async type(text: string): Promise<void> {
		this.#unread = "";
		await this.#writer.write(new TextEncoder().encode(text));
	}

	/** False when it does not come in time, or the terminal ended. */
	showsPrompt(withinMs: number): Promise<boolean> {
		return this.#until(() => this.#take(prompt.exec(this.#unread)), withinMs);
	}

	/** As `showsPrompt`, for a text. */
	shows(text: string, withinMs: number): Promise<boolean> {
		const at = (): { index: number; 0: string } | null => {
			const index = plain(this.#unread).indexOf(text);
			return index === -1 ? null : { index: this.#unread.length, 0: "" };
		};
		return this.#until(() => this.#take(at()), withinMs);
	}

	/** What a reader saw last, without colours. */
	lastLines(count: number): string {
		return plain(this.#shown).trimEnd().split("\n").slice(-count).join("\n");
	}

	close(): void {
		this.#terminal.close();
	}

	#take(match: { index: number; 0: string } | null): boolean {
		if (match === null) return false;
		this.#unread = this.#unread.slice(match.index + match[0].length);
		return true;
	}

	async #until(holds: () => boolean, withinMs: number): Promise<boolean> {
		const deadlineMs = performance.now() + withinMs;
		for (;;) {
			if (holds()) return true;
			const leftMs = deadlineMs - performance.now();
			if (this.#ended || leftMs <= 0) return false;
			await this.#change(leftMs);
		}
	}

	/** Settles when something was shown, or after a time. */
	#change(withinMs: number): Promise<void> {
		return new Promise((resolve) => {
			const wake = (): void => {
				clearTimeout(timer);
				this.#waiting.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, withinMs);
			this.#waiting.add(wake);
		});
	}

	async #read(): Promise<void> {
		const reader = this.#terminal.output.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
		try {
			for (;;) {
				const { done, value } = await reader.read();
				if (done) break;
				this.#unread = (this.#unread + value).slice(-KEPT_LETTERS);
				this.#shown = (this.#shown + value).slice(-KEPT_LETTERS);
				for (const wake of this.#waiting) wake();
			}
		} catch {
			// The machine went away: whoever waits is told that the terminal ended, and the next call says why.
		}
		this.#ended = true;
		for (const wake of this.#waiting) wake();
	}
}

/** Without sequences of control characters, and with what a carriage return wrote over left standing. */
function plain(text: string): string {
	return (
		text
			// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
			.replace(/\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-Z\\-_()][0-9A-B]?/g, "")
			.replace(/\r*\n\r*/g, "\n")
			.replace(/\r+/g, "\n")
	);
}
