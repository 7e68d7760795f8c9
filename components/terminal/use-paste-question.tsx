"use client";

import { useRef, useState } from "react";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

/** Asks whether a very long text should be pasted. Returns the question to render and how to put it. */
export function usePasteQuestion(): [React.ReactNode, (characters: number) => Promise<boolean>] {
	const [characters, setCharacters] = useState<number | null>(null);
	const answerRef = useRef<(answer: boolean) => void>(() => {});

	function ask(howMany: number): Promise<boolean> {
		answerRef.current(false);
		setCharacters(howMany);
		return new Promise((resolve) => {
			answerRef.current = resolve;
		});
	}
	function answer(yes: boolean): void {
		setCharacters(null);
		answerRef.current(yes);
	}

	const question = (
		<ConfirmDialog
			open={characters !== null}
			title="Paste this much text?"
			confirmLabel="Paste it all"
			cancelLabel="Don't paste"
			onConfirm={() => answer(true)}
			onCancel={() => answer(false)}
		>
			The clipboard holds {((characters ?? 0) / 1e6).toFixed(1)} million characters. The machine needs a while to read them;
			Ctrl+C stops the paste.
		</ConfirmDialog>
	);
	return [question, ask];
}
