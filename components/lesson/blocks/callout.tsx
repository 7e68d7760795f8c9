import { Info, Lightbulb, TriangleAlert, Wrench } from "lucide-react";
import type { PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import styles from "./callout.module.css";

const kinds = {
	note: { word: "Note", Icon: Info },
	tip: { word: "Tip", Icon: Lightbulb },
	warning: { word: "Careful", Icon: TriangleAlert },
	mistake: { word: "A common mistake", Icon: Wrench },
} as const;

/** A remark beside the main line of thought. */
export function Callout({ kind, title, children }: PropsWithChildren<BlockProps<"Callout">>) {
	const { word, Icon } = kinds[kind];
	return (
		<aside className={styles.callout} data-kind={kind} aria-label={title ?? word}>
			<p className={styles.title}>
				<Icon aria-hidden="true" />
				{title ?? word}
			</p>
			<div className={styles.text}>{children}</div>
		</aside>
	);
}
