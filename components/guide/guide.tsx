"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "../ui/copy-text.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Tip } from "../ui/tip.tsx";
import styles from "./guide.module.css";
import { limits, thingsToTry } from "./things-to-try.ts";

interface GuideProps {
	/** Types a command into the terminal. @returns false when there is none that takes it now. */
	readonly onType: (command: string) => boolean;
}

/** The left side of the sandbox: what to try, and what not to expect. */
export function Guide({ onType }: GuideProps) {
	return (
		<aside className={styles.guide} aria-label="Things to try">
			<h1 className={styles.title}>Things to try</h1>
			<p className={styles.lead}>Click a command to type it into the terminal, then press Enter.</p>
			<ol className={styles.things}>
				{thingsToTry.map((thing) => (
					<li key={thing.title} className={styles.thing}>
						<h2 className={styles.thingTitle}>{thing.title}</h2>
						<p className={styles.thingText}>{thing.text}</p>
						{thing.commands.map((command) => (
							<Command key={command} command={command} onType={onType} />
						))}
					</li>
				))}
			</ol>
			<section className={styles.limits}>
				<h2 className={styles.limitsTitle}>Good to know</h2>
				<ul>
					{limits.map((limit) => (
						<li key={limit}>{limit}</li>
					))}
				</ul>
			</section>
		</aside>
	);
}

const SHOW_RESULT_MS = 2000;

function Command({ command, onType }: { command: string } & GuideProps) {
	const [result, setResult] = useState<"copied" | "not-copied" | "not-ready" | null>(null);
	useEffect(() => {
		if (!result) return;
		const timer = setTimeout(() => setResult(null), SHOW_RESULT_MS);
		return () => clearTimeout(timer);
	}, [result]);
	return (
		<div className={styles.command}>
			<Tip side="top" text={result === "not-ready" ? "The terminal is not ready yet." : "Type it into the terminal"}>
				<button
					type="button"
					className={styles.type}
					aria-label={`Type into the terminal: ${command}`}
					onClick={() => setResult(onType(command) ? null : "not-ready")}
				>
					{command}
				</button>
			</Tip>
			<span className={styles.copy}>
				<IconButton
					label={result === "copied" ? "Copied" : result === "not-copied" ? "Copying is not allowed here" : "Copy"}
					onClick={() => void copyText(command).then((copied) => setResult(copied ? "copied" : "not-copied"))}
				>
					{result === "copied" ? <Check /> : <Copy />}
				</IconButton>
			</span>
			<span className="sr-only" role="status">
				{result === "copied" ? "Copied" : result === "not-ready" ? "The terminal is not ready yet." : ""}
			</span>
		</div>
	);
}
