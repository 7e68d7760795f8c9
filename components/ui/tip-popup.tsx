"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactNode, RefObject } from "react";
import styles from "./tip.module.css";

interface TipPopupProps {
	/** Holds what the tip belongs to, as its first element. */
	readonly holder: RefObject<HTMLElement | null>;
	readonly side: "top" | "bottom" | "left" | "right";
	readonly children: ReactNode;
}

/** The tip itself, while it is shown. */
export function TipPopup({ holder, side, children }: TipPopupProps) {
	return (
		<Tooltip.Root open>
			<Tooltip.Portal>
				<Tooltip.Positioner
					side={side}
					sideOffset={7}
					collisionPadding={8}
					anchor={() => holder.current?.firstElementChild ?? null}
				>
					<Tooltip.Popup className={styles.popup}>{children}</Tooltip.Popup>
				</Tooltip.Positioner>
			</Tooltip.Portal>
		</Tooltip.Root>
	);
}
