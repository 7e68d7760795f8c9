import type { ProgressProblem as Problem } from "#workspace/progress/state.ts";
import styles from "./progress-problem.module.css";

/** What became of the record of progress, when something did. */
export function ProgressProblem({ problem }: { readonly problem: Problem | undefined }) {
	return problem ? (
		<p className={styles.problem} role="status">
			{words(problem)}
		</p>
	) : null;
}

function words(problem: Problem): string {
	switch (problem.kind) {
		case "set-aside":
			return problem.why === "newer"
				? `The progress in this browser was recorded by a newer version of Slipway. It is kept under “${problem.key}” in this site's storage, and a new record was begun. Reload the page to get the newer version.`
				: `The progress in this browser could not be read. It is kept under “${problem.key}” in this site's storage, and a new record was begun.`;
		case "unsaved":
			return problem.why === "full"
				? "This browser's storage is full: progress lasts as long as this tab. Save it as a file before you close it."
				: "This browser stores nothing for this site: progress lasts as long as this tab. Save it as a file before you close it.";
	}
}
