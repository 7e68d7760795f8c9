"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "../ui/button.tsx";
import { useDesk, useRun } from "./lesson-desk.ts";
import styles from "./lesson-end.module.css";

export interface NextLesson {
	readonly slug: string;
	readonly title: string;
}

/** What comes after the last step. */
export function LessonEnd({ next }: { readonly next: NextLesson | null }) {
	const { plan } = useDesk();
	const left = useRun(({ tasks }) => plan.tasks.filter(({ id }) => tasks[id]?.status !== "passed").length);
	return (
		<footer className={styles.end}>
			<h2>{left === 0 ? "Lesson done" : "End of the lesson"}</h2>
			<p>
				{left === 0
					? "Every task is done. What you made stays in this machine until you leave the page."
					: `${left === 1 ? "One task is" : `${left} tasks are`} still open. What is done is remembered; the others can wait.`}
			</p>
			<p className={styles.links}>
				{next ? (
					<Link
						href={`/lessons/${next.slug}`}
						prefetch={false}
						className={buttonClass({ tone: left === 0 ? "primary" : "plain" })}
					>
						{next.title}
						<ArrowRight aria-hidden="true" />
					</Link>
				) : null}
				<Link href="/lessons" prefetch={false} className={buttonClass({})}>
					All lessons
				</Link>
			</p>
		</footer>
	);
}
