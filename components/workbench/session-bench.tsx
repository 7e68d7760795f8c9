"use client";

import type { ReactNode } from "react";
import type { Session } from "#workspace/session.ts";
import { EngineNotice } from "../machine/engine-notice.tsx";
import { failureWords } from "../machine/failure-words.ts";
import { MachineOverlay } from "../machine/machine-overlay.tsx";
import { StatusBar } from "../machine/status-bar.tsx";
import { PortList } from "../preview/port-list.tsx";
import { PreviewArea } from "../preview/preview-area.tsx";
import { TerminalArea } from "../terminal/terminal-area.tsx";
import type { Panes } from "./use-panes.ts";
import { Workbench } from "./workbench.tsx";

interface SessionBenchProps {
	readonly session: Session;
	readonly panes: Panes;
	readonly place: string;
	readonly side: ReactNode;
	readonly sideName: string;
	readonly sideKind: "guide" | "prose";
}

/** A session on the workbench: text on the left; editor, terminals, preview and engine view on the right. */
export function SessionBench({ session, panes, ...side }: SessionBenchProps) {
	const { workspace } = session;
	const { aside, setAside } = panes;
	return (
		<Workbench
			{...side}
			main={
				<TerminalArea
					workspace={workspace}
					failureText={(name) => failureWords(name).whatHappened}
					overlay={
						<>
							<EngineNotice workspace={workspace} />
							<MachineOverlay workspace={workspace} />
						</>
					}
				/>
			}
			tools={
				<PortList
					workspace={workspace}
					openPort={aside?.kind === "preview" ? aside.port : null}
					onOpen={(port) => setAside({ kind: "preview", port })}
				/>
			}
			aside={
				aside?.kind === "preview" ? (
					<PreviewArea key={aside.port} workspace={workspace} port={aside.port} onClose={() => setAside(null)} />
				) : null
			}
			asideName={aside?.kind === "engine" ? "the engine view" : "the preview"}
			foot={<StatusBar workspace={workspace} />}
		/>
	);
}
