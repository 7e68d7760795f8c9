"use client";

import { SquareTerminal } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
	readonly title: string;
	/** What would be here, and why. */
	readonly children: ReactNode;
	/** One that changes that. */
	readonly command: string;
	readonly onType: (command: string) => boolean;
}

const SHOW_RESULT_MS = 2500;

/** There is nothing to show: says what would be, and offers the command that makes one. */
export function EmptyState({ title, children, command, onType }: EmptyStateProps) {
	const [refused, setRefused] = useState(false);
	useEffect(() => {
		if (!refused) return;
		const timer = setTimeout(() => setRefused(false), SHOW_RESULT_MS);
		return () => clearTimeout(timer);
	}, [refused]);
	return (
		<div className={styles.empty}>
			<h2>{title}</h2>
			<p>{children}</p>
			<button
				type="button"
				className={styles.command}
				aria-label={`Type into the terminal: ${command}`}
				onClick={() => setRefused(!onType(command))}
			>
				<SquareTerminal aria-hidden="true" />
				<code>{command}</code>
			</button>
			<p className={styles.note} role="status">
				{refused ? "The terminal is not ready yet." : "Click it to type it into the terminal, then press Enter."}
			</p>
		</div>
	);
}
