"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Session } from "#workspace/session.ts";
import { wishForFocus, withdrawFocusWish } from "../editor/focus-wish.ts";
import { EngineNotice } from "../machine/engine-notice.tsx";
import { failureWords } from "../machine/failure-words.ts";
import { MachineOverlay } from "../machine/machine-overlay.tsx";
import { ResetDialog } from "../machine/reset-dialog.tsx";
import { StatusBar } from "../machine/status-bar.tsx";
import type { Action } from "../palette/action.ts";
import { usePalette } from "../palette/use-palette.tsx";
import { PortList } from "../preview/port-list.tsx";
import { TerminalArea } from "../terminal/terminal-area.tsx";
import { benchActions, terminalKeys } from "./bench-actions.ts";
import { EditorPane } from "./editor-pane.tsx";
import { PaneToggles } from "./pane-toggles.tsx";
import type { Panes } from "./use-panes.ts";
import { Workbench } from "./workbench.tsx";

// Loaded when a port is opened for the first time.
const PreviewArea = dynamic(() => import("../preview/preview-area.tsx").then((module) => module.PreviewArea), { ssr: false });

// Fetched when somebody opens it: a page is read and typed in without.
const InspectorArea = dynamic(() => import("../inspector/inspector-area.tsx").then((module) => module.InspectorArea), {
	ssr: false,
});

interface SessionBenchProps {
	readonly session: Session;
	readonly panes: Panes;
	readonly place: string;
	readonly side: ReactNode;
	readonly sideName: string;
	readonly sideKind: "guide" | "prose";
	/** What this page can be told to do beside what every workbench can. */
	readonly actions?: readonly Action[];
	/** In the head line, before what every workbench has there. */
	readonly toggles?: ReactNode;
}

/** A session on the workbench: text on the left; editor, terminals, preview and engine view on the right. */
export function SessionBench({ session, panes, actions = [], toggles, ...side }: SessionBenchProps) {
	const { workspace } = session;
	const { aside, setAside, setEditorOpen } = panes;
	const published = useStore(workspace.store, (state) => state.published);
	const [resetAsked, setResetAsked] = useState(false);
	const ofBench = benchActions({
		session,
		panes,
		sideName: side.sideName,
		ports: published.map(({ hostPort }) => hostPort),
		onReset: () => setResetAsked(true),
	});
	// Whoever opens a file, a lesson's text for one, wants it seen.
	useEffect(() => {
		const stop = session.files.store.subscribe((now, before) => {
			if (now.place === before.place) return;
			setEditorOpen(true);
			wishForFocus();
		});
		return () => {
			stop();
			withdrawFocusWish();
		};
	}, [session, setEditorOpen]);
	const palette = usePalette([...actions, ...ofBench], [terminalKeys]);
	return (
		<>
			<Workbench
				{...side}
				panes={panes}
				top={panes.editorOpen ? <EditorPane session={session} /> : null}
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
				toggles={
					<>
						{toggles}
						<PaneToggles panes={panes} onPalette={palette.openPalette} />
					</>
				}
				aside={
					aside?.kind === "preview" ? (
						<PreviewArea key={aside.port} workspace={workspace} port={aside.port} onClose={() => setAside(null)} />
					) : aside?.kind === "engine" ? (
						<InspectorArea engine={session.engine} onType={workspace.typeIntoActiveTab} onClose={() => setAside(null)} />
					) : null
				}
				asideName={aside?.kind === "engine" ? "the engine view" : "the preview"}
				foot={<StatusBar workspace={workspace} />}
			/>
			{palette.dialog}
			<ResetDialog
				reason={resetAsked ? "reset" : null}
				onReset={() => {
					setResetAsked(false);
					workspace.reset();
				}}
				onCancel={() => setResetAsked(false)}
			/>
		</>
	);
}
