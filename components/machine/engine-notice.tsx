"use client";

import { TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import type { Workspace } from "#workspace/workspace.ts";
import styles from "./engine-notice.module.css";
import { stateWords } from "./engine-words.ts";

/** Says over the terminal that Docker or the connection is being restored. The status bar says it to screen readers. */
export function EngineNotice({ workspace }: { workspace: Workspace }) {
	const machine = useStore(workspace.store, (state) => state.machine);
	const engine = useStore(workspace.store, (state) => state.engine);
	const { notice, tone, long } = stateWords({ machine, engine });
	if (!notice) return null;
	return (
		<div className={`${styles.notice} ${tone === "bad" ? styles.bad : ""}`} aria-hidden="true">
			<TriangleAlert />
			{long}
		</div>
	);
}
