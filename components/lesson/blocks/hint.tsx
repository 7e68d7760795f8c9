"use client";

import { ChevronRight } from "lucide-react";
import type { PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { useFilled } from "../lesson-desk.ts";
import styles from "./hint.module.css";

/** Something to unfold when stuck, or curious. */
export function Hint({ title, children }: PropsWithChildren<BlockProps<"Hint">>) {
	return (
		<details className={styles.hint}>
			<summary className={styles.title}>
				<ChevronRight aria-hidden="true" />
				{useFilled(title)}
			</summary>
			<div className={styles.text}>{children}</div>
		</details>
	);
}
