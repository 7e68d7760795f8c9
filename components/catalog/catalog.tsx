"use client";

import Link from "next/link";
import type { LessonSummary } from "#lessons/lesson.ts";
import { modules } from "#lessons/modules.ts";
import { createPageProgress } from "#workspace/page-progress.ts";
import { SiteHead } from "../ui/site-head.tsx";
import { useForPage } from "../ui/use-for-page.ts";
import styles from "./catalog.module.css";
import { GoOn } from "./go-on.tsx";
import { LessonRow } from "./lesson-row.tsx";
import { ProgressTools } from "./progress-tools.tsx";

interface CatalogProps {
	/** In the order of the course. */
	readonly lessons: readonly LessonSummary[];
}

/** All lessons, by part of the course, with how far one is in each. */
export function Catalog({ lessons }: CatalogProps) {
	const progress = useForPage(createPageProgress);
	return (
		<div className={styles.page}>
			<SiteHead here="lessons" />
			<main className={styles.main}>
				<div className={styles.intro}>
					<div>
						<h1 className={styles.title}>Lessons</h1>
						<p className={styles.lead}>
							Each has a machine of its own beside the text, and tasks that notice by themselves when they are done. Take them in
							order, or where you like.
						</p>
					</div>
					<GoOn lessons={lessons} progress={progress} />
				</div>
				{modules
					.map((name) => ({ name, members: lessons.filter((lesson) => lesson.module === name) }))
					.filter(({ members }) => members.length > 0)
					.map(({ name, members }) => (
						<section key={name} className={styles.module} aria-label={name}>
							<h2 className={styles.moduleTitle}>{name}</h2>
							<ol className={styles.lessons}>
								{members.map((lesson) => (
									<LessonRow key={lesson.slug} lesson={lesson} lessons={lessons} progress={progress} />
								))}
							</ol>
						</section>
					))}
				<p className={styles.sandbox}>
					Rather try things on your own? <Link href="/sandbox">The sandbox</Link> is the same machine without a lesson.
				</p>
				<ProgressTools progress={progress} />
			</main>
		</div>
	);
}
