"use client";

import { CornerDownLeft } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./command-line.module.css";
import { CopyButton } from "./copy-button.tsx";
import { IconButton } from "./icon-button.tsx";
import { Tip } from "./tip.tsx";

interface CommandLineProps {
	readonly command: string;
	/** The command as it is shown, when it is more than its text. */
	readonly children?: ReactNode;
	/** Types text into the terminal. @returns false when there is none that takes it now. */
	readonly onType: (text: string) => boolean;
}

const SHOW_RESULT_MS = 2000;

/** A command to click: typed into the terminal for the person to press Enter, run at once, or copied. */
export function CommandLine({ command, children, onType }: CommandLineProps) {
	const [refused, setRefused] = useState(false);
	useEffect(() => {
		if (!refused) return;
		const timer = setTimeout(() => setRefused(false), SHOW_RESULT_MS);
		return () => clearTimeout(timer);
	}, [refused]);

	function type(text: string): void {
		setRefused(!onType(text));
	}

	return (
		<div className={styles.command}>
			<Tip side="top" text={refused ? "The terminal is not ready yet." : "Type it into the terminal"}>
				<button
					type="button"
					className={styles.type}
					aria-label={`Type into the terminal: ${command}`}
					onClick={() => type(command)}
				>
					{children ?? command}
				</button>
			</Tip>
			<span className={styles.buttons}>
				{/* Several lines are pasted, which a shell takes as one text to look at before Enter. */}
				{command.includes("\n") ? null : (
					<IconButton label="Run it" hint="Types it and presses Enter." onClick={() => type(`${command}\r`)}>
						<CornerDownLeft />
					</IconButton>
				)}
				<CopyButton text={command} />
			</span>
			<span className="sr-only" role="status">
				{refused ? "The terminal is not ready yet." : ""}
			</span>
		</div>
	);
}
