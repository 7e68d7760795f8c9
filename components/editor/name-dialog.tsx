"use client";

import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { pathProblem } from "#workspace/files/paths.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import confirmStyles from "../ui/confirm-dialog.module.css";
import styles from "./name-dialog.module.css";

interface NameDialogProps {
	readonly title: string;
	readonly label: string;
	readonly hint: ReactNode;
	/** What stands in the field first, selected up to its ending. */
	readonly initial: string;
	readonly confirmLabel: string;
	/** Does it. @returns why it did not work, in words; undefined when it did, which closes the dialog. */
	readonly onConfirm: (path: string) => Promise<string | undefined>;
	readonly onClose: () => void;
}

const problems = {
	empty: "Type a name, without a slash at its beginning or end.",
	outside: "The name must stay within the lab: without . and .. as parts.",
	forbidden: "A name cannot hold that character.",
	long: "The name is too long: 255 bytes is the most.",
} as const;

/** Asks for the place of a file in the lab. */
export function NameDialog({ title, label, hint, initial, confirmLabel, onConfirm, onClose }: NameDialogProps) {
	const [path, setPath] = useState(initial);
	const [problem, setProblem] = useState<string>();
	const [busy, setBusy] = useState(false);
	const fieldId = useId();
	const problemId = useId();

	async function confirm(event: FormEvent): Promise<void> {
		event.preventDefault();
		const wrong = pathProblem(path.trim());
		if (wrong) {
			setProblem(problems[wrong]);
			return;
		}
		setBusy(true);
		const failed = await onConfirm(path.trim());
		setBusy(false);
		if (failed === undefined) onClose();
		else setProblem(failed);
	}

	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
			<Dialog.Portal>
				<Dialog.Backdrop className={confirmStyles.backdrop} />
				<Dialog.Popup className={confirmStyles.popup}>
					<Dialog.Title className={confirmStyles.title}>{title}</Dialog.Title>
					<form onSubmit={(event) => void confirm(event)}>
						<label className={styles.label} htmlFor={fieldId}>
							{label}
						</label>
						<input
							id={fieldId}
							ref={selectName}
							className={styles.field}
							value={path}
							spellCheck={false}
							autoComplete="off"
							autoCapitalize="none"
							aria-invalid={problem !== undefined}
							aria-describedby={problemId}
							onChange={(event) => {
								setPath(event.target.value);
								setProblem(undefined);
							}}
						/>
						<p id={problemId} className={styles.hint} data-problem={problem !== undefined || undefined} aria-live="polite">
							{problem ?? hint}
						</p>
						<div className={confirmStyles.buttons}>
							<Dialog.Close className={buttonClass({})}>Cancel</Dialog.Close>
							<Button type="submit" tone="primary" disabled={busy}>
								{confirmLabel}
							</Button>
						</div>
					</form>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

/** The last part of the path without its ending: what people change. */
function selectName(field: HTMLInputElement | null): void {
	if (!field || document.activeElement === field) return;
	const start = field.value.lastIndexOf("/") + 1;
	const dot = field.value.lastIndexOf(".");
	field.focus();
	field.setSelectionRange(start, dot > start ? dot : field.value.length);
}
