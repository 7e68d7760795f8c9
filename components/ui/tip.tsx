"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import styles from "./tip.module.css";

export type TipSide = "top" | "bottom" | "left" | "right";

interface TipProps {
	readonly text: ReactNode;
	readonly hint?: ReactNode;
	readonly side?: TipSide | undefined;
	/** What the tip belongs to. Its own text must say enough without the tip, which touch and screen readers may never show. */
	readonly children: ReactElement;
}

/** Needs a `TipProvider` above it. */
export function Tip({ text, hint, side = "bottom", children }: TipProps) {
	return (
		<Tooltip.Root>
			<Tooltip.Trigger render={children} />
			<Tooltip.Portal>
				<Tooltip.Positioner side={side} sideOffset={7} collisionPadding={8}>
					<Tooltip.Popup className={styles.popup}>
						<span className={styles.text}>{text}</span>
						{hint ? <span className={styles.hint}>{hint}</span> : null}
					</Tooltip.Popup>
				</Tooltip.Positioner>
			</Tooltip.Portal>
		</Tooltip.Root>
	);
}

export function TipProvider({ children }: { children: ReactNode }) {
	return <Tooltip.Provider delay={450}>{children}</Tooltip.Provider>;
}
