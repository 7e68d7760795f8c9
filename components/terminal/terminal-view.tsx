"use client";

import "@xterm/xterm/css/xterm.css";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { FailureName } from "#workspace/failure.ts";
import type { Workspace } from "#workspace/workspace.ts";
import { isMac } from "../ui/is-mac.ts";
import type { PasteProgress } from "./accept-pastes.ts";
import { mayTakeFocus } from "./may-take-focus.ts";
import type { MountedTerminal } from "./mount-terminal.ts";
import type { Shortcut } from "./shortcuts.ts";
import styles from "./terminal-view.module.css";

export interface TerminalEvents {
	readonly failureText: (name: FailureName) => string;
	readonly onShortcut: (shortcut: Shortcut) => void;
	readonly confirmPaste: (characters: number) => Promise<boolean>;
	readonly onPaste: (progress: PasteProgress | null) => void;
	readonly notify: (text: string) => void;
}

interface TerminalViewProps {
	readonly workspace: Workspace;
	readonly tabId: string;
	readonly title: string;
	readonly active: boolean;
	readonly events: TerminalEvents;
	/** Told of the terminal when it is on the page, and of null when it is gone. */
	readonly onMounted: (tabId: string, terminal: MountedTerminal | null) => void;
}

/** The place of one terminal. It stays on the page, hidden, while another tab is in front, so that nothing it prints is lost. */
export function TerminalView({ workspace, tabId, title, active, events, onMounted }: TerminalViewProps) {
	const hostRef = useRef<HTMLDivElement>(null);
	const [, throwInRender] = useState();
	const terminalRef = useRef<MountedTerminal | null>(null);
	const currentEvents = useEffectEvent(() => events);
	const tellMounted = useEffectEvent((terminal: MountedTerminal | null) => onMounted(tabId, terminal));

	useEffect(() => {
		const host = hostRef.current;
		if (!host) return;
		const stop = new AbortController();
		import("./mount-terminal.ts")
			.then(({ mountTerminal }) =>
				mountTerminal({
					host,
					workspace,
					tabId,
					mac: isMac(),
					failureText: (name) => currentEvents().failureText(name),
					onShortcut: (shortcut) => currentEvents().onShortcut(shortcut),
					confirmPaste: (characters) => currentEvents().confirmPaste(characters),
					onPaste: (progress) => currentEvents().onPaste(progress),
					notify: (text) => currentEvents().notify(text),
					signal: stop.signal,
				}),
			)
			.then((terminal) => {
				terminalRef.current = terminal;
				tellMounted(terminal);
			})
			.catch((thrown: unknown) => {
				if (stop.signal.aborted) return;
				// The terminal's own files did not come: the page's error boundary offers to reload.
				throwInRender(() => {
					throw thrown;
				});
			});
		return () => {
			stop.abort();
			if (terminalRef.current) tellMounted(null);
			terminalRef.current = null;
		};
	}, [workspace, tabId]);

	useEffect(() => {
		if (!active || !terminalRef.current) return;
		terminalRef.current.fit();
		if (mayTakeFocus()) terminalRef.current.focus();
	}, [active]);

	return (
		<div className={styles.panel} role="tabpanel" id={`panel-${tabId}`} aria-label={title} hidden={!active}>
			<div ref={hostRef} className={styles.host} />
		</div>
	);
}
