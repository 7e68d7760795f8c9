/** One terminal on the page: xterm.js in an element, joined to the shells of its tab. Loaded on demand, for xterm.js is large. */
import { ClipboardAddon } from "@xterm/addon-clipboard";
import { FitAddon } from "@xterm/addon-fit";
import { type ISearchResultChangeEvent, SearchAddon } from "@xterm/addon-search";
import { UnicodeGraphemesAddon } from "@xterm/addon-unicode-graphemes";
import { Terminal } from "@xterm/xterm";
import type { FailureName } from "#workspace/failure.ts";
import type { Workspace } from "#workspace/workspace.ts";
import { copyText } from "../ui/copy-text.ts";
import { currentTheme, subscribeTheme } from "../ui/theme.ts";
import { acceptPastes, type PasteProgress } from "./accept-pastes.ts";
import { drawWithWebgl } from "./draw-with-webgl.ts";
import { guestClipboard } from "./guest-clipboard.ts";
import { openLinks } from "./open-links.ts";
import { palettes } from "./palettes.ts";
import { preferences } from "./preferences.ts";
import { runShells } from "./run-shells.ts";
import { type Shortcut, shortcutFor } from "./shortcuts.ts";

export interface MountOptions {
	/** Empty, sized by the layout, and in the document. */
	readonly host: HTMLElement;
	readonly workspace: Workspace;
	readonly tabId: string;
	readonly mac: boolean;
	readonly failureText: (name: FailureName) => string;
	/** Tabs, search and font size: what concerns more than this terminal. */
	readonly onShortcut: (shortcut: Shortcut) => void;
	readonly confirmPaste: (characters: number) => Promise<boolean>;
	readonly onPaste: (progress: PasteProgress | null) => void;
	readonly notify: (text: string) => void;
	/** Removes the terminal and hangs up on its shell. */
	readonly signal: AbortSignal;
}

export interface MountedTerminal {
	focus(): void;
	/** Fits the terminal to its element; for when the element became visible. */
	fit(): void;
	find(text: string, direction: "next" | "previous", options: { caseSensitive: boolean; incremental?: boolean }): void;
	endFind(): void;
	/** Calls `listener` with which of how many places is shown, until the returned function is called. */
	onFound(listener: (found: ISearchResultChangeEvent) => void): () => void;
	stopPaste(): void;
}

/** A resize reaches the guest only when the size has rested: every step redraws whatever runs there. */
const RESIZE_AFTER_MS = 60;
/** xterm.js looks at the clock between two writes only; a larger one can hold the page up for more than a frame. */
const PIECE_BYTES = 2048;
const MOST_TITLE_CHARACTERS = 60;
/** Text as old as several screens; in the page it costs about 5 MB. */
const SCROLLBACK_LINES = 5000;

export async function mountTerminal(options: MountOptions): Promise<MountedTerminal> {
	const { host, workspace, tabId, signal } = options;
	const fontFamily = getComputedStyle(host).fontFamily;
	const { fontSizePx, screenReader } = preferences.getState();
	// xterm.js measures its font once, when it opens: a font that came later would leave every column in the wrong place.
	await document.fonts.load(`${fontSizePx}px ${fontFamily}`).catch(() => []);
	signal.throwIfAborted();

	const xterm = new Terminal({
		allowProposedApi: true,
		cursorBlink: false,
		fontFamily,
		fontSize: fontSizePx,
		lineHeight: 1.1,
		minimumContrastRatio: 4.5,
		screenReaderMode: screenReader,
		scrollback: SCROLLBACK_LINES,
		theme: palettes[currentTheme()].theme,
	});
	const fit = new FitAddon();
	const search = new SearchAddon();
	xterm.loadAddon(fit);
	xterm.loadAddon(search);
	xterm.loadAddon(new UnicodeGraphemesAddon());
	xterm.unicode.activeVersion = "15-graphemes";
	const isInUse = () => host.contains(document.activeElement) && document.hasFocus();
	xterm.loadAddon(
		new ClipboardAddon(
			undefined,
			guestClipboard({ isInUse, write: (text) => navigator.clipboard.writeText(text), notify: options.notify }),
		),
	);
	openLinks(xterm, host, options);
	xterm.open(host);
	drawWithWebgl(xterm, signal);

	function size() {
		return { columns: xterm.cols, rows: xterm.rows };
	}
	function fitNow(): void {
		// A hidden tab has no size; it is fitted when it is shown.
		if (host.offsetWidth > 0 && host.offsetHeight > 0) fit.fit();
	}
	fitNow();

	const shells = runShells({
		workspace,
		tabId,
		signal,
		failureText: options.failureText,
		screen: {
			size,
			write(bytes, drawn) {
				for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
					const last = from + PIECE_BYTES >= bytes.byteLength;
					xterm.write(bytes.subarray(from, from + PIECE_BYTES), last ? drawn : undefined);
				}
			},
			note: (text) => xterm.write(`${xterm.buffer.active.cursorX > 0 ? "\r\n" : ""}\x1b[2m[${text}]\x1b[0m\r\n`),
			resetModes() {
				// Only then: leaving the other screen also puts the cursor back to where it was entered.
				if (xterm.buffer.active.type === "alternate") xterm.write("\x1b[?1049l");
				xterm.write("\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[!p\x1b[?25h\x1b[0m");
			},
		},
	});

	let resizeTimer: ReturnType<typeof setTimeout> | undefined;
	const observer = new ResizeObserver(() => {
		clearTimeout(resizeTimer);
		resizeTimer = setTimeout(fitNow, RESIZE_AFTER_MS);
	});
	observer.observe(host);

	xterm.onResize(() => shells.resize(size()));
	xterm.onData((text) => {
		if (text === "\x03") shells.stopPaste();
		shells.type(text);
	});
	// Not `onData`: that also carries the terminal's own answers to programs.
	xterm.onKey(() => workspace.touch());
	xterm.onTitleChange((title) => {
		const words = title
			.replace(/\p{Cc}/gu, "")
			.trim()
			.slice(0, MOST_TITLE_CHARACTERS);
		if (words) workspace.renameTab(tabId, words);
	});
	xterm.attachCustomKeyEventHandler((event) => {
		if (event.type !== "keydown") return true;
		const shortcut = shortcutFor(event, {
			mac: options.mac,
			hasSelection: xterm.hasSelection(),
			fullScreenProgram: xterm.buffer.active.type === "alternate",
			tabCount: workspace.store.getState().tabs.length,
		});
		if (!shortcut) return true;
		// The browser pastes by itself, as long as nobody takes the key away from it.
		if (shortcut.kind === "paste") return false;
		event.preventDefault();
		if (shortcut.kind === "copy") copySelection();
		else options.onShortcut(shortcut);
		return false;
	});
	function copySelection(): void {
		if (!xterm.hasSelection()) return;
		void copyText(xterm.getSelection()).then((copied) => {
			if (copied) xterm.clearSelection();
			else options.notify("The browser does not allow copying here. Use its own menu: right click, Copy.");
		});
	}

	const paste = acceptPastes({
		host,
		signal,
		confirm: options.confirmPaste,
		onProgress: options.onPaste,
		send: (text, onProgress) => {
			workspace.touch();
			return shells.paste(text, { bracketed: xterm.modes.bracketedPasteMode, onProgress });
		},
	});
	const stopTyping = workspace.acceptTyping(tabId, (text) => {
		xterm.focus();
		if (workspace.store.getState().tabs.find((tab) => tab.id === tabId)?.shell.state !== "open") return false;
		// One line is typed as it is; of several, the shell must know that they are one text, or it would run them one by one.
		if (text.includes("\n")) void paste(text);
		else shells.type(text);
		return true;
	});
	const stopPreferences = preferences.subscribe((next) => {
		xterm.options.fontSize = next.fontSizePx;
		xterm.options.screenReaderMode = next.screenReader;
		fitNow();
	});
	const stopTheme = subscribeTheme(() => {
		xterm.options.theme = palettes[currentTheme()].theme;
	});

	signal.addEventListener("abort", () => {
		clearTimeout(resizeTimer);
		observer.disconnect();
		stopTyping();
		stopPreferences();
		stopTheme();
		xterm.dispose();
	});

	return {
		focus: () => xterm.focus(),
		fit: fitNow,
		find(text, direction, { caseSensitive, incremental = false }) {
			const how = { caseSensitive, incremental, decorations: palettes[currentTheme()].found };
			if (direction === "next") search.findNext(text, how);
			else search.findPrevious(text, how);
		},
		endFind() {
			search.clearDecorations();
			xterm.clearSelection();
		},
		onFound(listener) {
			const subscription = search.onDidChangeResults(listener);
			return () => subscription.dispose();
		},
		stopPaste: () => void shells.stopPaste(),
	};
}
