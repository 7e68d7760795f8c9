"use client";

import { Plus, Search, X } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useStore } from "zustand";
import type { FailureName } from "#workspace/failure.ts";
import { MAX_TABS } from "#workspace/tabs.ts";
import type { Workspace } from "#workspace/workspace.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { isMac } from "../ui/is-mac.ts";
import type { PasteProgress } from "./accept-pastes.ts";
import { mayTakeFocus } from "./may-take-focus.ts";
import type { MountedTerminal } from "./mount-terminal.ts";
import { changeFontSize, loadPreferences } from "./preferences.ts";
import { SearchBar } from "./search-bar.tsx";
import { type Shortcut, shortcutFor } from "./shortcuts.ts";
import styles from "./terminal-area.module.css";
import { TerminalSettings } from "./terminal-settings.tsx";
import { TerminalTabs } from "./terminal-tabs.tsx";
import { type TerminalEvents, TerminalView } from "./terminal-view.tsx";
import { useNotice } from "./use-notice.ts";
import { usePasteQuestion } from "./use-paste-question.tsx";

interface TerminalAreaProps {
	readonly workspace: Workspace;
	readonly failureText: (name: FailureName) => string;
	/** Lies over the terminals, for a machine that does not run. */
	readonly overlay: ReactNode;
}

/** All terminals of a workspace: the tabs, the one in front, search, settings, and what has to be said about them. */
export function TerminalArea({ workspace, failureText, overlay }: TerminalAreaProps) {
	const tabs = useStore(workspace.store, (state) => state.tabs);
	const activeTab = useStore(workspace.store, (state) => state.activeTab);
	const [terminals, setTerminals] = useState<ReadonlyMap<string, MountedTerminal>>(new Map());
	// Counts how often the search was asked for; 0 is closed.
	const [searchAsked, setSearchAsked] = useState(0);
	const [paste, setPaste] = useState<PasteProgress | null>(null);
	const [notice, notify, dismissNotice] = useNotice();
	const [pasteQuestion, confirmPaste] = usePasteQuestion();
	const running = useStore(workspace.store, (state) => state.machine.phase === "running");
	const asked = useRef(0);
	const active = terminals.get(activeTab);

	useEffect(loadPreferences, []);
	useEffect(() => {
		if (running && active && mayTakeFocus()) active.focus();
	}, [running, active]);

	const handleMounted = useCallback((tabId: string, terminal: MountedTerminal | null) => {
		setTerminals((before) => {
			const after = new Map(before);
			if (terminal) after.set(tabId, terminal);
			else after.delete(tabId);
			return after;
		});
	}, []);

	function openSearch(): void {
		asked.current += 1;
		setSearchAsked(asked.current);
	}
	function closeSearch(): void {
		setSearchAsked(0);
		active?.focus();
	}
	function enterTab(id: string): void {
		// A terminal can take the focus only when it is shown.
		flushSync(() => workspace.selectTab(id));
		terminals.get(id)?.focus();
	}
	function stopPaste(): void {
		active?.stopPaste();
		// The button that had the focus goes away, and the next key is for the shell.
		active?.focus();
	}
	function openTab(): void {
		workspace.openTab();
	}
	function handleShortcut(shortcut: Shortcut): void {
		if (shortcut.kind === "find") openSearch();
		if (shortcut.kind === "font-size") changeFontSize(shortcut.change);
		if (shortcut.kind === "new-tab") openTab();
		if (shortcut.kind === "close-tab") workspace.closeTab(activeTab);
		if (shortcut.kind === "leave") document.getElementById(`select-${activeTab}`)?.focus();
		if (shortcut.kind === "show-tab") workspace.selectTab(tabs[shortcut.number - 1]?.id ?? activeTab);
	}

	const handlePageKey = useEffectEvent((event: KeyboardEvent) => {
		if (event.defaultPrevented) return;
		const shortcut = shortcutFor(event, { mac: isMac(), hasSelection: false, fullScreenProgram: true, tabCount: tabs.length });
		const aboutTabs = shortcut && ["new-tab", "close-tab", "show-tab"].includes(shortcut.kind);
		if (!aboutTabs) return;
		event.preventDefault();
		handleShortcut(shortcut);
	});
	// The keys for tabs work wherever the focus is on the page; the others belong to the terminal that has it.
	useEffect(() => {
		const listener = (event: KeyboardEvent) => handlePageKey(event);
		window.addEventListener("keydown", listener);
		return () => window.removeEventListener("keydown", listener);
	}, []);

	const events: TerminalEvents = { failureText, onShortcut: handleShortcut, confirmPaste, onPaste: setPaste, notify };

	return (
		<section className={styles.area} aria-label="Terminal" data-terminal-area>
			<div className={styles.head}>
				<TerminalTabs
					tabs={tabs}
					activeTab={activeTab}
					onEnter={enterTab}
					onSelect={workspace.selectTab}
					onClose={workspace.closeTab}
				/>
				<div className={styles.tools}>
					<IconButton label="New terminal" hint="Alt+T" aria-disabled={tabs.length >= MAX_TABS} onClick={openTab}>
						<Plus />
					</IconButton>
					<IconButton label="Find" hint="Ctrl+F" onClick={openSearch}>
						<Search />
					</IconButton>
					<TerminalSettings />
				</div>
			</div>
			<div className={styles.body}>
				{tabs.map((tab) => (
					<TerminalView
						key={tab.id}
						workspace={workspace}
						tabId={tab.id}
						title={tab.title}
						active={tab.id === activeTab}
						events={events}
						onMounted={handleMounted}
					/>
				))}
				{searchAsked > 0 && active ? (
					<SearchBar key={activeTab} terminal={active} asked={searchAsked} onClose={closeSearch} />
				) : null}
				<div role="status">
					{paste ? (
						<div className={styles.notice}>
							<span>
								Pasting: {(paste.sentCharacters / 1e6).toFixed(1)} of {(paste.totalCharacters / 1e6).toFixed(1)} million
								characters
							</span>
							<Button size="small" onClick={stopPaste}>
								Stop
							</Button>
						</div>
					) : notice ? (
						<div className={styles.notice}>
							<span>{notice}</span>
							<IconButton label="Dismiss" onClick={dismissNotice}>
								<X />
							</IconButton>
						</div>
					) : null}
				</div>
				{overlay}
			</div>
			{pasteQuestion}
		</section>
	);
}
