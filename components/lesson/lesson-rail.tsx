"use client";

import { useEffect, useRef } from "react";
import { Tip } from "../ui/tip.tsx";
import { useDesk, useRun } from "./lesson-desk.ts";
import styles from "./lesson-rail.module.css";
import { useStepInView } from "./use-step-in-view.ts";

/** How far one is: a piece of the rail for each step, filled when its tasks are done; the step in view is marked. */
export function LessonRail() {
	const { plan, run } = useDesk();
	const tasks = useRun((state) => state.tasks);
	const inView = useStepInView(plan.steps);
	const arrived = useRef(false);
	useEffect(() => {
		if (inView === null) return;
		// Where the page happens to be when it is opened says nothing; and who looks something up in a step that is done means to go on.
		const now = run.store.getState().tasks;
		const step = plan.steps.find(({ id }) => id === inView);
		if (arrived.current && step?.taskIds.some((id) => now[id]?.status !== "passed")) run.goToStep(inView);
		arrived.current = true;
	}, [inView, plan, run]);
	const done = plan.tasks.filter(({ id }) => tasks[id]?.status === "passed").length;
	return (
		<nav className={styles.rail} aria-label="Steps">
			<ol className={styles.steps}>
				{plan.steps.map((step, index) => {
					const passed = step.taskIds.filter((id) => tasks[id]?.status === "passed").length;
					const complete = step.taskIds.length > 0 && passed === step.taskIds.length;
					return (
						<li key={step.id} className={styles.step}>
							<Tip text={`${index + 1}. ${step.title}`}>
								<a
									href={`#${step.id}`}
									className={styles.link}
									aria-current={step.id === inView ? "step" : undefined}
									data-complete={complete || undefined}
								>
									<span className="sr-only">
										{step.title}
										{complete ? ", done" : ""}
									</span>
								</a>
							</Tip>
						</li>
					);
				})}
			</ol>
			<span className={styles.count}>
				{done} of {plan.tasks.length} tasks
			</span>
		</nav>
	);
}
