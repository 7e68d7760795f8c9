"use client";

import { Power, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { Workspace } from "#workspace/workspace.ts";
import { Tip } from "../ui/tip.tsx";
import { stateWords } from "./engine-words.ts";
import { Figures } from "./figures.tsx";
import { ResetDialog } from "./reset-dialog.tsx";
import styles from "./status-bar.module.css";

/** The line at the foot: how machine and engine are, what they use, and the two ways to begin again. */
export function StatusBar({ workspace }: { workspace: Workspace }) {
	const machine = useStore(workspace.store, (state) => state.machine);
	const engine = useStore(workspace.store, (state) => state.engine);
	const stats = useStore(workspace.store, (state) => state.stats);
	const [asking, setAsking] = useState<"reset" | "restart-refused" | null>(null);
	const { tone, short, long } = stateWords({ machine, engine });
	const running = machine.phase === "running";

	async function restart(): Promise<void> {
		if (running && !(await workspace.restart())) setAsking("restart-refused");
	}

	return (
		<footer className={styles.bar}>
			<Tip side="top" text={long}>
				<span className={styles.state} data-engine={engine} data-machine={machine.phase}>
					<span className={`${styles.light} ${tone === "off" ? "" : styles[tone]}`} aria-hidden="true" />
					{short}
				</span>
			</Tip>
			{stats && running ? <Figures stats={stats} /> : null}
			<div className={styles.actions} data-hands-over-focus>
				<Action
					label="Restart"
					hint="Reboots Linux. Files, images and containers stay; what is running ends."
					disabled={!running}
					onClick={() => void restart()}
				>
					<Power aria-hidden="true" />
				</Action>
				<Action
					label="Reset"
					hint="Throws this machine away and starts a fresh one."
					disabled={machine.phase === "idle"}
					onClick={() => setAsking("reset")}
				>
					<RotateCcw aria-hidden="true" />
				</Action>
			</div>
			<ResetDialog
				reason={asking}
				onReset={() => {
					setAsking(null);
					workspace.reset();
				}}
				onCancel={() => setAsking(null)}
			/>
			<p className="sr-only" role="status">
				{long}
			</p>
		</footer>
	);
}

interface ActionProps {
	readonly label: string;
	readonly hint: string;
	readonly disabled: boolean;
	readonly onClick: () => void;
	readonly children: ReactNode;
}

/** Disabled for its action only: it keeps its tooltip and its place in the tab order. */
function Action({ label, hint, disabled, onClick, children }: ActionProps) {
	return (
		<Tip side="top" text={hint}>
			<button type="button" className={styles.action} aria-disabled={disabled} onClick={() => (disabled ? undefined : onClick())}>
				{children}
				<span className={styles.actionText}>{label}</span>
			</button>
		</Tip>
	);
}
