"use client";

import { useCallback } from "react";
import { Guide } from "#components/guide/guide.tsx";
import { ShareButton } from "#components/share/share-button.tsx";
import { SharedProject } from "#components/share/shared-project.tsx";
import { StarterList } from "#components/starters/starter-list.tsx";
import { SessionBench } from "#components/workbench/session-bench.tsx";
import { usePanes } from "#components/workbench/use-panes.ts";
import { useSession } from "#components/workbench/use-session.ts";
import { createSession } from "#workspace/session.ts";

export function Sandbox() {
	const session = useSession(createSession);
	const panes = usePanes();
	const { machines, typeIntoActiveTab } = session.workspace;
	const openFile = useCallback((path: string) => session.files.open(path), [session]);
	return (
		<>
			<SessionBench
				session={session}
				panes={panes}
				place="Sandbox"
				sideName="the guide"
				sideKind="guide"
				side={
					<Guide onType={typeIntoActiveTab}>
						<StarterList machines={machines} onType={typeIntoActiveTab} onOpenFile={openFile} />
					</Guide>
				}
				toggles={<ShareButton machines={machines} />}
			/>
			<SharedProject machines={machines} onOpenFile={openFile} />
		</>
	);
}
