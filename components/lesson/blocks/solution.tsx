"use client";

import { useEffect, useState } from "react";
import { fillIn } from "#lessons/values.ts";
import { CommandLine } from "../../ui/command-line.tsx";
import { useDesk, useValues } from "../lesson-desk.ts";
import styles from "./task.module.css";

type Shown =
	| { readonly state: "asked" }
	| { readonly state: "known"; readonly commands: readonly string[] }
	| { readonly state: "failed"; readonly message: string };

/** The commands that solve a task. Asked for when it is shown, not before: nothing that a browser loads by itself holds them. */
export function Solution({ taskId }: { readonly taskId: string }) {
	const { run, onType } = useDesk();
	const values = useValues();
	const [shown, setShown] = useState<Shown>({ state: "asked" });
	useEffect(() => {
		let wanted = true;
		run.askSolution(taskId).then(
			(commands) => wanted && setShown({ state: "known", commands }),
			(thrown: unknown) =>
				wanted && setShown({ state: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) }),
		);
		return () => {
			wanted = false;
		};
	}, [run, taskId]);

	return (
		<div className={styles.solution} role="status">
			{shown.state === "asked" ? <p>Asking for it …</p> : null}
			{shown.state === "failed" ? <p>The solution did not come: {shown.message}</p> : null}
			{shown.state === "known" ? (
				<>
					<p>One way to do it. Any other that gets there counts as well.</p>
					{shown.commands.map((command, index) =>
						isKeys(command) ? (
							// biome-ignore lint/suspicious/noArrayIndexKey: a key may come twice, and the list never changes
							<p key={index}>{command.slice(2)}</p>
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: a command may come twice, and the list never changes
							<CommandLine key={index} command={fillIn(command, values)} onType={onType} />
						),
					)}
				</>
			) : null}
		</div>
	);
}

/** A key to press, between commands: `# press Ctrl-C`. */
function isKeys(command: string): boolean {
	return command.startsWith("# press ");
}
