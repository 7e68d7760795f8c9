"use client";

import type { ReactNode } from "react";
import { Announcer } from "./announcer.tsx";
import { LessonEnd, type NextLesson } from "./lesson-end.tsx";
import styles from "./lesson-prose.module.css";
import { LessonRail } from "./lesson-rail.tsx";
import { RunNotice } from "./run-notice.tsx";

interface LessonProseProps {
	readonly title: string;
	readonly summary: string;
	/** Such as "Containers · 15 minutes". */
	readonly about: string;
	readonly next: NextLesson | null;
	/** The compiled text. */
	readonly children: ReactNode;
}

/** The left side of a lesson: how far one is, and the text with its tasks. Needs a `LessonDeskContext`. */
export function LessonProse({ title, summary, about, next, children }: LessonProseProps) {
	return (
		<div className={styles.pane}>
			<LessonRail />
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
			<div className={styles.scroll} data-prose tabIndex={0}>
				<article className={styles.prose} aria-label={title}>
					<header className={styles.head}>
						<p className={styles.about}>{about}</p>
						<h1 className={styles.title}>{title}</h1>
						<p className={styles.summary}>{summary}</p>
					</header>
					<RunNotice />
					{children}
					<LessonEnd next={next} />
				</article>
			</div>
			<Announcer />
		</div>
	);
}
