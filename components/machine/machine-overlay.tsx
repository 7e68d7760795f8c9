"use client";

import { Power, RotateCcw } from "lucide-react";
import { useStore } from "zustand";
import type { Workspace } from "#workspace/workspace.ts";
import { Button } from "../ui/button.tsx";
import { FailurePanel } from "./failure-panel.tsx";
import card from "./machine-card.module.css";
import { StartPanel } from "./start-panel.tsx";

/** What lies over the terminals while there is no running machine behind them. Nothing moves when it goes. */
export function MachineOverlay({ workspace }: { workspace: Workspace }) {
	const machine = useStore(workspace.store, (state) => state.machine);
	switch (machine.phase) {
		case "idle":
			// Nothing is known yet: the page has just been opened, and the start panel follows within a frame.
			return <div className={card.veil} />;
		case "starting":
			return (
				<div className={`${card.veil} ${machine.start.kind === "reboot" ? card.through : ""}`}>
					<StartPanel start={machine.start} />
				</div>
			);
		case "powered-off":
			return (
				<div className={`${card.veil} ${card.through}`}>
					<div className={card.card} role="status">
						<h2 className={`${card.title} ${card.quiet}`}>
							<Power aria-hidden="true" />
							The machine is off
						</h2>
						<p className={card.text}>
							It was shut down from inside. Its memory and files are gone, as the machine lives only in this page.
						</p>
						<div className={card.buttons}>
							<Button tone="primary" onClick={() => workspace.reset()}>
								<RotateCcw aria-hidden="true" />
								Start again
							</Button>
						</div>
					</div>
				</div>
			);
		case "failed":
			return (
				<div className={`${card.veil} ${card.through}`}>
					<FailurePanel
						failure={machine.failure}
						onStartAgain={() => workspace.reset()}
						diagnosis={() => workspace.diagnosis()}
					/>
				</div>
			);
		case "paused":
		case "running":
			return null;
	}
}
