"use client";

import { ArrowDown, ArrowUp, CaseSensitive, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import type { MountedTerminal } from "./mount-terminal.ts";
import styles from "./search-bar.module.css";

interface SearchBarProps {
	readonly terminal: MountedTerminal;
	/** Changes each time the person asks for the search, also when it is open. */
	readonly asked: number;
	readonly onClose: () => void;
}

/** Searches what the terminal printed, newest first, as people look for what has just scrolled by. */
export function SearchBar({ terminal, asked, onClose }: SearchBarProps) {
	const fieldRef = useRef<HTMLInputElement>(null);
	const [text, setText] = useState("");
	const [caseSensitive, setCaseSensitive] = useState(false);
	const [found, setFound] = useState({ resultIndex: -1, resultCount: 0 });

	// biome-ignore lint/correctness/useExhaustiveDependencies: asking again brings the field back into focus
	useEffect(() => fieldRef.current?.select(), [asked]);
	useEffect(() => {
		const stop = terminal.onFound(setFound);
		return () => {
			stop();
			terminal.endFind();
		};
	}, [terminal]);
	useEffect(() => {
		terminal.find(text, "previous", { caseSensitive, incremental: true });
	}, [terminal, text, caseSensitive]);

	function step(direction: "next" | "previous"): void {
		terminal.find(text, direction, { caseSensitive });
	}
	function handleKey(event: KeyboardEvent): void {
		if (event.key === "Escape") onClose();
		else if (event.key === "Enter") step(event.shiftKey ? "next" : "previous");
		else return;
		event.preventDefault();
	}

	return (
		<search className={styles.bar}>
			<input
				ref={fieldRef}
				className={styles.field}
				value={text}
				onChange={(event) => setText(event.target.value)}
				onKeyDown={handleKey}
				placeholder="Find in this terminal"
				aria-label="Find in this terminal"
				autoComplete="off"
				spellCheck={false}
			/>
			<span className={styles.count} aria-live="polite">
				{countWords(text, found)}
			</span>
			<IconButton
				label="Match upper and lower case"
				aria-pressed={caseSensitive}
				onClick={() => setCaseSensitive(!caseSensitive)}
			>
				<CaseSensitive className={caseSensitive ? styles.on : undefined} />
			</IconButton>
			<IconButton label="Previous" hint="Enter" onClick={() => step("previous")}>
				<ArrowUp />
			</IconButton>
			<IconButton label="Next" hint="Shift+Enter" onClick={() => step("next")}>
				<ArrowDown />
			</IconButton>
			<IconButton label="Close" hint="Esc" onClick={onClose}>
				<X />
			</IconButton>
		</search>
	);
}

function countWords(text: string, { resultIndex, resultCount }: { resultIndex: number; resultCount: number }): string {
	if (text === "") return "";
	if (resultCount === 0) return "not found";
	// Past the add-on's limit of highlights it knows that there are more, but not which one is shown.
	return resultIndex < 0 ? `${resultCount}+` : `${resultIndex + 1} of ${resultCount}`;
}
