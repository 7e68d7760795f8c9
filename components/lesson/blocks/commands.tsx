"use client";

import type { PropsWithChildren } from "react";
import { CommandLine } from "../../ui/command-line.tsx";
import { useDesk, useFilled } from "../lesson-desk.ts";
import styles from "./code.module.css";

/** Commands one after the other. */
export function Commands({ children }: PropsWithChildren<{ readonly text: string }>) {
	return <div className={styles.commands}>{children}</div>;
}

/** One command: a click types it into the terminal. */
export function Command({ text, children }: PropsWithChildren<{ readonly text: string }>) {
	const { onType } = useDesk();
	const command = useFilled(text);
	return (
		<CommandLine command={command} onType={onType}>
			{children}
		</CommandLine>
	);
}
