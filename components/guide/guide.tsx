"use client";

import type { ReactNode } from "react";
import { CommandLine } from "../ui/command-line.tsx";
import styles from "./guide.module.css";
import { limits, thingsToTry } from "./things-to-try.ts";

interface GuideProps {
	/** Types a command into the terminal. @returns false when there is none that takes it now. */
	readonly onType: (command: string) => boolean;
	/** Between what to try and what to know. */
	readonly children: ReactNode;
}

/** The left side of the sandbox: what to try, and what not to expect. */
export function Guide({ onType, children }: GuideProps) {
	return (
		<section className={styles.guide} aria-label="Things to try">
			<h1 className={styles.title}>Things to try</h1>
			<p className={styles.lead}>
				Click a command to type it into the terminal, then press Enter. Or <a href="#projects">start with a project</a>.
			</p>
			<ol className={styles.things}>
				{thingsToTry.map((thing) => (
					<li key={thing.title} className={styles.thing}>
						<h2 className={styles.thingTitle}>{thing.title}</h2>
						<p className={styles.thingText}>{thing.text}</p>
						{thing.commands.map((command) => (
							<CommandLine key={command} command={command} onType={onType} />
						))}
					</li>
				))}
			</ol>
			{children}
			<section className={styles.limits}>
				<h2 className={styles.limitsTitle}>Good to know</h2>
				<ul>
					{limits.map((limit) => (
						<li key={limit}>{limit}</li>
					))}
				</ul>
			</section>
		</section>
	);
}
