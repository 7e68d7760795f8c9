"use client";

import { useStore } from "zustand";
import { Button } from "../ui/button.tsx";
import { ProgressProblem } from "../ui/progress-problem.tsx";
import { useDesk, useRun } from "./lesson-desk.ts";
import styles from "./run-notice.module.css";

/** What stands between the reader and the lesson's machine, when something does. */
export function RunNotice() {
	const { run, progress } = useDesk();
	const message = useRun((state) => state.message);
	const failed = useRun((state) => state.phase === "failed");
	const problem = useStore(progress.store, (state) => state.problem);
	return (
		<div role="status">
			<ProgressProblem problem={problem} />
			{message ? (
				<div className={styles.notice}>
					<p>{message}</p>
					{failed ? (
						<Button size="small" onClick={() => run.start()}>
							Try again
						</Button>
					) : null}
				</div>
			) : null}
		</div>
	);
}
