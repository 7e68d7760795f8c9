"use client";

import type { PropsWithChildren } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { PopoverButton } from "../../ui/popover-button.tsx";
import { useFilled } from "../lesson-desk.ts";
import styles from "./inline.module.css";

/** A term with its definition to look up. */
export function Term({ name, children }: PropsWithChildren<BlockProps<"Term">>) {
	const filled = useFilled(name);
	return (
		<PopoverButton
			className={styles.term}
			heading={filled}
			headingClassName={styles.definitionName}
			popup={<div>{children}</div>}
			popupClassName={styles.definition}
			side="top"
			align="center"
		>
			{filled}
		</PopoverButton>
	);
}
