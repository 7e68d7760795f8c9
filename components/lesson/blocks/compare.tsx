"use client";

import { Children, type PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { useFilled } from "../lesson-desk.ts";
import styles from "./compare.module.css";

/** Two things side by side, or one below the other where it is narrow. */
export function Compare({ leftTitle, rightTitle, children }: PropsWithChildren<BlockProps<"Compare">>) {
	const titles = [useFilled(leftTitle), useFilled(rightTitle)];
	const sides = Children.toArray(children).filter((child) => typeof child !== "string" || child.trim() !== "");
	return (
		<div className={styles.compare}>
			{titles.map((title, index) => (
				<section key={title} className={styles.side} aria-label={title}>
					<p className={styles.title}>{title}</p>
					{sides[index]}
				</section>
			))}
		</div>
	);
}

export function Side({ children }: PropsWithChildren) {
	return <div className={styles.text}>{children}</div>;
}
