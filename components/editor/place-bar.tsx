"use client";

import { ChevronRight } from "lucide-react";
import type { OpenFile, SyncState } from "#workspace/files/state.ts";
import { Tip } from "../ui/tip.tsx";
import styles from "./place-bar.module.css";

interface PlaceBarProps {
	readonly file: OpenFile;
	/** Whether Tab leaves the editor. */
	readonly tabMoves: boolean;
	readonly onToggleTabMoves: () => void;
}

/** Where the file is, whether the machine has it as it is here, and what Tab does. */
export function PlaceBar({ file, tabMoves, onToggleTabMoves }: PlaceBarProps) {
	const parts = file.path.split("/");
	return (
		<div className={styles.bar}>
			<ol className={styles.path} aria-label="Place of the file">
				<li className={styles.part}>~/lab</li>
				{parts.map((part, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
					<li key={index} className={styles.part} aria-current={index === parts.length - 1 ? "true" : undefined}>
						<ChevronRight aria-hidden="true" />
						<span className={styles.name}>{part}</span>
					</li>
				))}
			</ol>
			{file.content.kind === "text" ? (
				<>
					<span className={styles.state} role="status">
						{stateWords(file.sync)}
					</span>
					<Tip text={tabMoves ? "Tab moves to the next button" : "Tab indents"} hint="Ctrl+M">
						<button type="button" className={styles.tabKey} aria-pressed={tabMoves} onClick={onToggleTabMoves}>
							{tabMoves ? "Tab leaves" : "Tab indents"}
						</button>
					</Tip>
					<span className="sr-only" role="status">
						{tabMoves ? "Tab leaves the editor now." : "Tab indents."}
					</span>
				</>
			) : null}
		</div>
	);
}

function stateWords({ state }: SyncState): string {
	const words: Record<SyncState["state"], string> = {
		saved: "Saved",
		unsaved: "Not saved yet",
		saving: "Saving",
		conflict: "Changed on both sides",
		gone: "Deleted",
		failed: "Not saved",
	};
	return words[state];
}
