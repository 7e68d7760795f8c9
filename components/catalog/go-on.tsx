"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useStore } from "zustand";
import type { LessonSummary } from "#lessons/lesson.ts";
import type { Progress } from "#workspace/progress/progress.ts";
import { buttonClass } from "../ui/button.tsx";
import styles from "./go-on.module.css";
import { lessonToGoOnWith } from "./lesson-to-go-on-with.ts";

interface GoOnProps {
	readonly lessons: readonly LessonSummary[];
	readonly progress: Progress;
}

/** The way back to where one was, or to the beginning. It keeps its place while the record is being read. */
export function GoOn({ lessons, progress }: GoOnProps) {
	const record = useStore(progress.store, (state) => state.lessons);
	const next = lessonToGoOnWith(lessons, record);
	if (!next) return null;
	const words = { begin: "Begin with", "go-on": "Go on with", next: "Next" }[next.why];
	return (
		<p className={styles.goOn}>
			<span className={styles.words}>{words}</span>
			<Link href={`/lessons/${next.lesson.slug}`} prefetch={false} className={buttonClass({ tone: "primary" })}>
				{next.lesson.title}
				<ArrowRight aria-hidden="true" />
			</Link>
		</p>
	);
}
