"use client";

import type { ComponentProps, ReactNode } from "react";
import styles from "./icon-button.module.css";
import { Tip, type TipSide } from "./tip.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
	/** The button's name for everybody: read aloud, and shown as its tooltip. */
	readonly label: string;
	/** Said in the tooltip after the name: a key, or a consequence. */
	readonly hint?: ReactNode;
	readonly side?: TipSide;
	readonly children: ReactNode;
}

export function IconButton({ label, hint, side, children, ...props }: IconButtonProps) {
	return (
		<Tip text={label} hint={hint} side={side}>
			<button {...props} type="button" className={styles.button} aria-label={label}>
				{children}
			</button>
		</Tip>
	);
}
