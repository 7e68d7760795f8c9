import type { ReactNode } from "react";
import { Mark } from "../ui/mark.tsx";
import styles from "./message.module.css";

interface MessageProps {
	readonly title: string;
	readonly text: string;
	/** What helps: buttons and links. */
	readonly children: ReactNode;
}

/** A page that has only one thing to say. */
export function Message({ title, text, children }: MessageProps) {
	return (
		<main className={styles.page}>
			<span className={styles.mark}>
				<Mark />
			</span>
			<h1 className={styles.title}>{title}</h1>
			<p className={styles.text}>{text}</p>
			<div className={styles.buttons}>{children}</div>
		</main>
	);
}
