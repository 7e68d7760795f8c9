"use client";

import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface ResetDialogProps {
	/** Why it is asked: the person wants it, or the machine did not take a restart. Null is closed. */
	readonly reason: "reset" | "restart-refused" | null;
	readonly onReset: () => void;
	readonly onCancel: () => void;
}

export function ResetDialog({ reason, onReset, onCancel }: ResetDialogProps) {
	return (
		<ConfirmDialog
			open={reason !== null}
			title={reason === "restart-refused" ? "The machine did not restart" : "Reset to a fresh machine?"}
			confirmLabel="Reset the machine"
			cancelLabel="Keep this one"
			onConfirm={onReset}
			onCancel={onCancel}
		>
			{reason === "restart-refused" ? <p>It may be too busy to take the request. A reset always works.</p> : null}
			<p>All files, images and containers you made in it are lost. The fresh machine is ready in a few seconds.</p>
		</ConfirmDialog>
	);
}
