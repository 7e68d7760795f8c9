"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useStore } from "zustand";
import type { LessonSummary } from "#lessons/lesson.ts";
import type { Progress } from "#workspace/progress/progress.ts";
import { progressOf } from "#workspace/progress/progress-of.ts";
import styles from "./lesson-row.module.css";

interface LessonRowProps {
	readonly lesson: LessonSummary;
	readonly lessons: readonly LessonSummary[];
	readonly progress: Progress;
}

/** One lesson of the catalogue: what it is about, what it takes, how far one is. */
export function LessonRow({ lesson, lessons, progress }: LessonRowProps) {
	const record = useStore(progress.store, (state) => state.lessons);
	const { tasks, finishedMs, doneInVersion } = progressOf(record, lesson);
	const done = lesson.tasks.filter(({ id }) => Object.hasOwn(tasks, id)).length;
	const before = lesson.prerequisites.map((slug) => lessons.find((other) => other.slug === slug)?.title ?? slug);
	return (
		<li className={styles.row} data-finished={finishedMs !== undefined || undefined}>
			<span className={styles.number} aria-hidden="true">
				{finishedMs === undefined ? lesson.number : <CircleCheck />}
			</span>
			<div className={styles.what}>
				<h3 className={styles.title}>
					<Link href={`/lessons/${lesson.slug}`} prefetch={false} className={styles.link}>
						{lesson.title}
					</Link>
				</h3>
				<p className={styles.summary}>{lesson.summary}</p>
				<ul className={styles.objectives}>
					{lesson.objectives.map((objective) => (
						<li key={objective}>{objective}</li>
					))}
				</ul>
				{before.length > 0 ? <p className={styles.before}>Builds on {before.join(", ")}.</p> : null}
			</div>
			<dl className={styles.facts}>
				<div>
					<dt className="sr-only">Takes about</dt>
					<dd>{lesson.minutes} min</dd>
				</div>
				<div>
					<dt className="sr-only">For</dt>
					<dd>{lesson.difficulty}</dd>
				</div>
				<div>
					<dt className="sr-only">Done</dt>
					<dd className={styles.done}>
						<span className={styles.meter} aria-hidden="true">
							<span style={{ transform: `scaleX(${lesson.tasks.length > 0 ? done / lesson.tasks.length : 0})` }} />
						</span>
						{done} of {lesson.tasks.length} tasks
					</dd>
				</div>
				{doneInVersion === null ? null : (
					<div>
						<dt className="sr-only">Before</dt>
						<dd>changed since you did it</dd>
					</div>
				)}
			</dl>
		</li>
	);
}
