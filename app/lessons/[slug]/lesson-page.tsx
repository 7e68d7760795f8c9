"use client";

import { type ReactNode, useMemo } from "react";
import { LessonDeskContext, unreadState } from "#components/lesson/lesson-desk.ts";
import type { NextLesson } from "#components/lesson/lesson-end.tsx";
import { LessonProse } from "#components/lesson/lesson-prose.tsx";
import { useLessonActions } from "#components/lesson/use-lesson-actions.ts";
import { SessionBench } from "#components/workbench/session-bench.tsx";
import { usePanes } from "#components/workbench/use-panes.ts";
import { useSession } from "#components/workbench/use-session.ts";
import type { LessonPlan, LessonSummary } from "#lessons/lesson.ts";
import { createLessonSession } from "#workspace/session.ts";

interface LessonPageProps {
	readonly plan: LessonPlan;
	readonly summary: Pick<LessonSummary, "title" | "summary" | "module" | "minutes">;
	readonly next: NextLesson | null;
	/** The prose, rendered on the server: it is there to be read before anything else is. */
	readonly children: ReactNode;
}

/** A lesson beside its machine. */
export function LessonPage({ plan, summary, next, children }: LessonPageProps) {
	const session = useSession(() => createLessonSession(plan));
	const panes = usePanes();
	const desk = useMemo(
		() => ({
			plan,
			unread: unreadState(plan),
			run: session.run,
			progress: session.progress,
			engine: session.engine,
			files: session.files,
			onType: session.workspace.typeIntoActiveTab,
			onOpenFile: (path: string) => session.files.open(path),
		}),
		[plan, session],
	);
	const actions = useLessonActions(plan, session.run);
	return (
		<LessonDeskContext value={desk}>
			<SessionBench
				session={session}
				panes={panes}
				place={summary.title}
				sideName="the lesson"
				sideKind="prose"
				side={
					<LessonProse
						title={summary.title}
						summary={summary.summary}
						about={`${summary.module} · about ${summary.minutes} minutes`}
						next={next}
					>
						{children}
					</LessonProse>
				}
				actions={actions}
			/>
		</LessonDeskContext>
	);
}
