"use client";

import { CircleCheck, CircleDashed, LoaderCircle, Lock, RotateCcw, TriangleAlert } from "lucide-react";
import { type PropsWithChildren, useId, useState } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { fillIn } from "#lessons/values.ts";
import type { TaskState } from "#workspace/lesson/state.ts";
import { Button } from "../../ui/button.tsx";
import { useDesk, useFilled, useRun, useValues } from "../lesson-desk.ts";
import { Solution } from "./solution.tsx";
import styles from "./task.module.css";

const signs = {
	locked: { word: "Not yet", Icon: Lock },
	open: { word: "To do", Icon: CircleDashed },
	checking: { word: "Checking", Icon: LoaderCircle },
	passed: { word: "Done", Icon: CircleCheck },
	lost: { word: "Cannot be done any more", Icon: TriangleAlert },
} as const satisfies Record<TaskState["status"], unknown>;

const UNKNOWN: TaskState = { status: "open", attempts: 0 };

/** A task: what to reach, whether it is, what the check said, a hint, and the solution. It is checked without being asked. */
export function Task({ id, children }: PropsWithChildren<BlockProps<"Task">>) {
	const { plan, run } = useDesk();
	const headingId = useId();
	const task = plan.tasks.find((candidate) => candidate.id === id);
	const state = useRun(({ tasks }) => tasks[id] ?? UNKNOWN);
	const active = useRun(({ phase }) => phase === "active");
	const resetting = useRun((now) => now.resetting !== undefined);
	const [trouble, setTrouble] = useState<string | null>(null);
	const title = useFilled(task?.title ?? id);
	const [solutionShown, setSolutionShown] = useState(false);
	const { word, Icon } = signs[state.status];
	const stepId = plan.steps.find((step) => step.taskIds.includes(id))?.id;
	const values = useValues();
	const missing = plan.tasks.filter((other) => task?.needs.includes(other.id)).map((other) => `“${fillIn(other.title, values)}”`);

	async function resetStep(): Promise<void> {
		if (!stepId || !active || resetting) return;
		setTrouble(null);
		try {
			await run.resetStep(stepId);
		} catch (thrown) {
			setTrouble(thrown instanceof Error ? thrown.message : String(thrown));
		}
	}

	return (
		<section className={styles.task} data-status={state.status} aria-labelledby={headingId}>
			<header className={styles.head}>
				<span className={styles.sign}>
					<Icon aria-hidden="true" />
					<span className="sr-only">{word}: </span>
				</span>
				<h3 id={headingId} className={styles.title}>
					{title}
				</h3>
				<span className={styles.points}>{pointWords(task?.points ?? 1)}</span>
			</header>
			<div className={styles.text}>{children}</div>
			<Account state={state} missing={missing} />
			<footer className={styles.foot}>
				{state.status === "passed" ? null : (
					<Button
						size="small"
						aria-disabled={!active || state.status === "checking" || state.status === "locked"}
						onClick={() => void run.checkNow(id)}
					>
						Check now
					</Button>
				)}
				<Button size="small" aria-expanded={solutionShown} onClick={() => setSolutionShown(!solutionShown)}>
					{solutionShown ? "Hide the solution" : "Show the solution"}
				</Button>
				{state.attempts > 0 || state.status === "lost" || state.status === "passed" ? (
					<Button size="small" aria-disabled={!active || resetting} onClick={() => void resetStep()}>
						<RotateCcw aria-hidden="true" />
						{resetting ? "Resetting …" : "Reset this step"}
					</Button>
				) : null}
				{trouble ? (
					<p role="alert" className={styles.trouble}>
						{trouble}
					</p>
				) : null}
			</footer>
			{solutionShown ? <Solution taskId={id} /> : null}
		</section>
	);
}

/** What the check found. Guest text: shown as text. */
function Account({ state, missing }: { state: TaskState; missing: readonly string[] }) {
	if (state.status === "locked") return <p className={styles.said}>First: {missing.join(", ")}.</p>;
	if (state.status === "passed") return null;
	return (
		<>
			{state.fault ? <p className={styles.said}>{state.fault}</p> : null}
			{state.said ? <p className={styles.said}>{state.said}</p> : null}
			{state.hint ? (
				<p className={styles.hint}>
					<strong>Hint.</strong> {state.hint}
				</p>
			) : null}
		</>
	);
}

function pointWords(points: number): string {
	return points === 1 ? "1 point" : `${points} points`;
}
