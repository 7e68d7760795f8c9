"use client";

import type { PropsWithChildren } from "react";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useFilled } from "../lesson-desk.ts";
import styles from "./code.module.css";

interface CodeBlockProps {
	readonly language: string;
	readonly text: string;
}

/** Code to read and to copy. */
export function CodeBlock({ text, children }: PropsWithChildren<CodeBlockProps>) {
	const filled = useFilled(text);
	return (
		<div className={styles.block}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
			<pre className={styles.code} tabIndex={0}>
				<code>{children ?? filled}</code>
			</pre>
			<span className={styles.corner}>
				<CopyButton text={filled} />
			</span>
		</div>
	);
}

/** What a terminal showed: text only, quieter than code. */
export function Output({ text }: { readonly text: string }) {
	const filled = useFilled(text);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
		// biome-ignore lint/a11y/useSemanticElements: a figure would need a caption
		<pre className={styles.output} role="group" aria-label="Output" tabIndex={0}>
			<samp>{filled}</samp>
		</pre>
	);
}
