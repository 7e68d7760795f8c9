"use client";

import type { PropsWithChildren } from "react";
import type { StepProps } from "#lessons/components.ts";
import styles from "./step.module.css";

/** What stands before the first step. */
export function Introduction({ children }: PropsWithChildren) {
	return <div className={styles.introduction}>{children}</div>;
}

/** A step of the lesson: a section with the step's number at its heading. */
export function Step({ id, number, headingId, children }: PropsWithChildren<StepProps>) {
	return (
		<section id={id} className={styles.step} aria-labelledby={headingId} data-step={id}>
			<span className={styles.number} aria-hidden="true">
				{number}
			</span>
			{children}
		</section>
	);
}
