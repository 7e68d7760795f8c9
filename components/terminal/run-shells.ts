/** The shells of one tab, one after another: opened when the machine can, carried to the screen, and offered anew when one ends. */
import { type FailureName, failureOf } from "#workspace/failure.ts";
import type { GuestTerminal, GuestTerminalSize } from "#workspace/state.ts";
import type { Workspace } from "#workspace/workspace.ts";
import { createInputQueue, type InputQueue, type PasteOptions } from "./input-queue.ts";
import { pumpOutput, type WriteToScreen } from "./output-pump.ts";

export interface ShellsOptions {
	readonly workspace: Pick<Workspace, "openTerminal" | "showShell">;
	readonly tabId: string;
	readonly screen: {
		size(): GuestTerminalSize;
		readonly write: WriteToScreen;
		/** A line of ours among the shell's own. */
		note(text: string): void;
		/** Undoes what a program that was cut off left switched on: full screen, mouse reports, a hidden cursor. */
		resetModes(): void;
	};
	/** Why a shell could not be opened, in words. */
	readonly failureText: (name: FailureName) => string;
	/** Ends the tab. */
	readonly signal: AbortSignal;
}

export interface Shells {
	/** @returns false when the keys were dropped: there is no shell now, or it has not read for too long. */
	type(text: string): boolean;
	paste(text: string, options: PasteOptions): Promise<"done" | "stopped">;
	stopPaste(): boolean;
	resize(size: GuestTerminalSize): void;
}

/** Keys typed ahead of a shell that is opening. More than a line or two nobody types blind. */
const MOST_AHEAD_CHARACTERS = 1024;
/** A shell that was lost sooner is not reopened by itself: what broke it would break the next one too. */
const WORTH_REOPENING_MS = 2000;

export function runShells(options: ShellsOptions): Shells {
	const { workspace, tabId, screen, signal } = options;
	let open: { readonly terminal: GuestTerminal; readonly queue: InputQueue } | undefined;
	let enterPressed: (() => void) | undefined;
	// What was typed while a shell that the person asked for was opening; null while there is none to wait for.
	let ahead: string | null = "";

	async function run(): Promise<void> {
		while (!signal.aborted) {
			workspace.showShell(tabId, { state: "waiting" });
			if ((await runOne()) === "again") continue;
			await enter();
		}
	}

	/** One shell from opening to end. `ask`: the next one only when the person wants it. */
	async function runOne(): Promise<"ask" | "again"> {
		const size = screen.size();
		let terminal: GuestTerminal;
		try {
			terminal = await workspace.openTerminal(size, signal);
		} catch (thrown) {
			ahead = null;
			if (signal.aborted) return "again";
			workspace.showShell(tabId, { state: "lost" });
			screen.note(`${options.failureText(failureOf(thrown, "GuestCommandError").name)} Press Enter to try again.`);
			return "ask";
		}
		const openedMs = Date.now();
		const hangUp = () => terminal.close();
		signal.addEventListener("abort", hangUp);
		open = { terminal, queue: createInputQueue(terminal.input) };
		// The window may have changed its size while the shell was opening.
		terminal.resize(screen.size());
		workspace.showShell(tabId, { state: "open" });
		if (ahead) open.queue.type(ahead);
		ahead = null;
		const exit = terminal.exit.then(
			({ code }) => code,
			() => null,
		);
		try {
			await pumpOutput(terminal.output, screen.write, signal);
		} catch {
			// `exit` tells what became of the shell.
		}
		const code = await exit;
		signal.removeEventListener("abort", hangUp);
		open = undefined;
		if (signal.aborted) return "again";
		screen.resetModes();
		if (code !== null) {
			workspace.showShell(tabId, { state: "exited", code });
			screen.note(`The shell has ended${code === 0 ? "" : ` with code ${code}`}. Press Enter for a new one.`);
			return "ask";
		}
		workspace.showShell(tabId, { state: "lost" });
		if (Date.now() - openedMs < WORTH_REOPENING_MS) {
			screen.note("The connection to this shell was lost. Press Enter for a new one.");
			return "ask";
		}
		screen.note("The connection to this shell was lost. A new one opens as soon as the machine is ready.");
		return "again";
	}

	function enter(): Promise<void> {
		return new Promise((resolve) => {
			enterPressed = () => {
				enterPressed = undefined;
				ahead = "";
				signal.removeEventListener("abort", resolveNow);
				resolve();
			};
			const resolveNow = enterPressed;
			signal.addEventListener("abort", resolveNow);
		});
	}

	void run();
	return {
		type(text) {
			if (open) return open.queue.type(text);
			if (enterPressed && text.includes("\r")) {
				enterPressed();
				return true;
			}
			if (ahead === null || ahead.length + text.length > MOST_AHEAD_CHARACTERS) return false;
			ahead += text;
			return true;
		},
		paste: (text, pasteOptions) => open?.queue.paste(text, pasteOptions) ?? Promise.resolve("stopped"),
		stopPaste: () => open?.queue.stopPaste() ?? false,
		resize: (size) => open?.terminal.resize(size),
	};
}
