"use client";

import { FolderPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";
import { alreadyThere, placeProject, untilMachine } from "#workspace/share/lab-project.ts";
import { Button } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { Starter } from "./starter.ts";
import styles from "./starter-list.module.css";
import { starters } from "./starters.ts";

interface StarterListProps {
	readonly machines: MachineSource;
	/** Types text into the terminal. @returns false when there is none that takes it now. */
	readonly onType: (text: string) => boolean;
	/** Shows a file of the lab in the editor. */
	readonly onOpenFile: (path: string) => void;
}

/** Projects to begin with. Choosing one writes its files into the lab, opens the first, and shows what to do with them. */
export function StarterList({ machines, onType, onOpenFile }: StarterListProps) {
	const [chosen, setChosen] = useState<string | null>(null);
	const [account, setAccount] = useState("");
	const [question, setQuestion] = useState<{ readonly starter: Starter; readonly paths: readonly string[] } | null>(null);
	const attempt = useRef(new AbortController());
	useEffect(() => () => attempt.current.abort(), []);

	async function begin(starter: Starter, replace: boolean): Promise<void> {
		attempt.current.abort();
		attempt.current = new AbortController();
		const { signal } = attempt.current;
		setQuestion(null);
		if (!machines.current()) setAccount("Waiting for the machine …");
		try {
			const machine = await untilMachine(machines, signal);
			const paths = replace ? [] : await alreadyThere(machine, starter.project);
			signal.throwIfAborted();
			setAccount("");
			if (paths.length > 0) {
				setQuestion({ starter, paths });
				return;
			}
			await placeProject(machine, starter.project);
			signal.throwIfAborted();
			setChosen(starter.id);
			setAccount(`The files are in /root/lab/${starter.id}.`);
			onOpenFile(starter.open);
		} catch (thrown) {
			if (!signal.aborted) setAccount(`The files were not written: ${thrown instanceof Error ? thrown.message : thrown}`);
		}
	}

	return (
		<section id="projects" className={styles.starters} aria-labelledby="starters-title">
			<h2 id="starters-title" className={styles.title}>
				Start with a project
			</h2>
			<ul className={styles.list}>
				{starters.map((starter) => (
					<li key={starter.id} className={styles.starter} data-chosen={starter.id === chosen || undefined}>
						<div className={styles.head}>
							<div>
								<h3 className={styles.name}>{starter.title}</h3>
								<p className={styles.text}>{starter.text}</p>
							</div>
							<Button size="small" aria-label={`Begin: ${starter.title}`} onClick={() => void begin(starter, false)}>
								<FolderPlus aria-hidden="true" />
								Begin
							</Button>
						</div>
						{starter.id === chosen ? (
							<ol className={styles.steps}>
								{starter.steps.map(({ text, command }) => (
									<li key={command}>
										<p className={styles.text}>{text}</p>
										<CommandLine command={command} onType={onType} />
									</li>
								))}
							</ol>
						) : null}
					</li>
				))}
			</ul>
			<p role="status" className={styles.account}>
				{account}
			</p>
			<ConfirmDialog
				open={question !== null}
				title="Write these files anew?"
				confirmLabel="Write them anew"
				cancelLabel="Keep mine"
				onConfirm={() => question && void begin(question.starter, true)}
				onCancel={() => {
					setQuestion(null);
					if (question) {
						setChosen(question.starter.id);
						onOpenFile(question.starter.open);
					}
				}}
			>
				<p>The lab has them already. What you changed in them would be lost:</p>
				<ul className={styles.paths}>
					{question?.paths.map((path) => (
						<li key={path}>
							<code>{path}</code>
						</li>
					))}
				</ul>
			</ConfirmDialog>
		</section>
	);
}
