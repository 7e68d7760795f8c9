import { Activity } from "lucide-react";
import type { PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import styles from "./callout.module.css";

/** What the engine did, with figures of this very machine. */
export function JustHappened({ title = "What just happened", children }: PropsWithChildren<BlockProps<"JustHappened">>) {
	return (
		<aside className={styles.callout} data-kind="happened" aria-label={title}>
			<p className={styles.title}>
				<Activity aria-hidden="true" />
				{title}
			</p>
			<div className={styles.text}>{children}</div>
		</aside>
	);
}
