"use client";

import { Download, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useStore } from "zustand";
import type { Progress } from "#workspace/progress/progress.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ProgressProblem } from "../ui/progress-problem.tsx";
import styles from "./progress-tools.module.css";

/** What a person can do with the record of what they have done: take it along, bring it back, erase it. */
export function ProgressTools({ progress }: { readonly progress: Progress }) {
	const fileRef = useRef<HTMLInputElement>(null);
	const [account, setAccount] = useState<{ readonly tone: "good" | "bad"; readonly text: string } | null>(null);
	const [asking, setAsking] = useState(false);
	const problem = useStore(progress.store, (state) => state.problem);

	function save(): void {
		const address = URL.createObjectURL(progress.exportFile());
		const link = document.createElement("a");
		link.href = address;
		link.download = `slipway-progress-${new Date().toISOString().slice(0, 10)}.json`;
		link.click();
		URL.revokeObjectURL(address);
	}
	async function load(file: File | undefined): Promise<void> {
		if (!file) return;
		try {
			progress.importFile(await file.text());
			setAccount({ tone: "good", text: "The file's progress was added to what is here." });
		} catch (thrown) {
			setAccount({ tone: "bad", text: thrown instanceof Error ? thrown.message : String(thrown) });
		}
	}

	return (
		<section className={styles.tools} aria-labelledby="progress-title">
			<h2 id="progress-title" className={styles.title}>
				Your progress
			</h2>
			<p className={styles.text}>It is kept in this browser and nowhere else. A file takes it to another one.</p>
			<ProgressProblem problem={problem} />
			<div className={styles.buttons}>
				<Button size="small" onClick={save}>
					<Download aria-hidden="true" />
					Save as a file
				</Button>
				<Button size="small" onClick={() => fileRef.current?.click()}>
					<Upload aria-hidden="true" />
					Add from a file
				</Button>
				<Button size="small" onClick={() => setAsking(true)}>
					<Trash2 aria-hidden="true" />
					Erase
				</Button>
				<input
					ref={fileRef}
					type="file"
					accept=".json,application/json"
					hidden
					aria-label="File of progress"
					onChange={(event) => {
						void load(event.target.files?.[0]);
						// The same file can be chosen again.
						event.target.value = "";
					}}
				/>
			</div>
			<p role="status" className={styles.account} data-tone={account?.tone}>
				{account?.text}
			</p>
			<ConfirmDialog
				open={asking}
				title="Erase your progress?"
				confirmLabel="Erase it"
				cancelLabel="Keep it"
				onConfirm={() => {
					setAsking(false);
					progress.eraseAll();
					setAccount({ tone: "good", text: "Your progress is erased." });
				}}
				onCancel={() => setAsking(false)}
			>
				<p>What this browser knows of lessons, tasks and answers goes away for good, in all its tabs.</p>
			</ConfirmDialog>
		</section>
	);
}
