"use client";

import { useEffect, useState } from "react";
import type { Session } from "#workspace/session.ts";
import { frontTitle } from "#workspace/tabs.ts";
import { Button } from "../ui/button.tsx";
import styles from "./editor-pane.module.css";

type Area = typeof import("../editor/editor-area.tsx")["EditorArea"];

/** The editor, whose code (Monaco above all) is fetched when it is opened for the first time. */
export function EditorPane({ session: { workspace, files } }: { session: Session }) {
	const [area, setArea] = useState<{ readonly Area: Area } | "failed" | null>(null);
	const [attempt, setAttempt] = useState(0);
	// Not `next/dynamic`: a part that cannot be fetched would take the whole page down, and the machine with it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again
	useEffect(() => {
		let wanted = true;
		setArea(null);
		import("../editor/editor-area.tsx").then(
			({ EditorArea }) => wanted && setArea({ Area: EditorArea }),
			() => wanted && setArea("failed"),
		);
		return () => {
			wanted = false;
		};
	}, [attempt]);

	if (area === "failed") {
		return (
			<div className={styles.note} role="alert">
				<p>The editor could not be fetched from the site. The machine goes on without it; files can be edited in the terminal.</p>
				<Button size="small" onClick={() => setAttempt(attempt + 1)}>
					Try again
				</Button>
			</div>
		);
	}
	if (!area) {
		return (
			<p className={styles.note} role="status">
				The editor is on its way
			</p>
		);
	}
	return (
		<area.Area
			files={files}
			builds={workspace.builds}
			onType={workspace.typeIntoActiveTab}
			// The prompt makes the shell's folder the title.
			shellFolder={() => frontTitle(workspace.store.getState())}
		/>
	);
}
