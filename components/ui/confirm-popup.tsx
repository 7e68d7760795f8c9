"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import styles from "./confirm-dialog.module.css";

export interface ConfirmDialogProps {
	readonly open: boolean;
	readonly title: string;
	readonly children: ReactNode;
	/** What happens, as a verb: never just "OK". */
	readonly confirmLabel: string;
	readonly cancelLabel: string;
	readonly onConfirm: () => void;
	readonly onCancel: () => void;
}

/** The dialog of `ConfirmDialog`, which loads it when it is needed. */
export function ConfirmPopup({ open, title, children, confirmLabel, cancelLabel, onConfirm, onCancel }: ConfirmDialogProps) {
	return (
		<AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onCancel())}>
			<AlertDialog.Portal>
				<AlertDialog.Backdrop className={styles.backdrop} />
				<AlertDialog.Popup className={styles.popup}>
					<AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
					<AlertDialog.Description className={styles.text} render={<div />}>
						{children}
					</AlertDialog.Description>
					<div className={styles.buttons}>
						<AlertDialog.Close className={buttonClass({})}>{cancelLabel}</AlertDialog.Close>
						<button type="button" className={buttonClass({ tone: "primary" })} onClick={onConfirm}>
							{confirmLabel}
						</button>
					</div>
				</AlertDialog.Popup>
			</AlertDialog.Portal>
		</AlertDialog.Root>
	);
}
