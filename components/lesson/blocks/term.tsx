"use client";

import { Popover } from "@base-ui/react/popover";
import type { PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { useFilled } from "../lesson-desk.ts";
import styles from "./inline.module.css";

/** A term with its definition to look up: by pointing, by touch, and by keyboard. */
export function Term({ name, children }: PropsWithChildren<BlockProps<"Term">>) {
	const filled = useFilled(name);
	return (
		<Popover.Root>
			<Popover.Trigger className={styles.term} openOnHover delay={300}>
				{filled}
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Positioner side="top" sideOffset={6} collisionPadding={10}>
					<Popover.Popup className={styles.definition} initialFocus={false}>
						<Popover.Title className={styles.definitionName} render={<span />}>
							{filled}
						</Popover.Title>
						<Popover.Description render={<div />}>{children}</Popover.Description>
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
		</Popover.Root>
	);
}
