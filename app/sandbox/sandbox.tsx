"use client";

import { Guide } from "#components/guide/guide.tsx";
import { TipProvider } from "#components/ui/tip.tsx";
import { SessionBench } from "#components/workbench/session-bench.tsx";
import { usePanes } from "#components/workbench/use-panes.ts";
import { useSession } from "#components/workbench/use-session.ts";
import { createSession } from "#workspace/session.ts";

export function Sandbox() {
	const session = useSession(createSession);
	const panes = usePanes();
	return (
		<TipProvider>
			<SessionBench
				session={session}
				panes={panes}
				place="Sandbox"
				sideName="the guide"
				sideKind="guide"
				side={<Guide onType={session.workspace.typeIntoActiveTab} />}
			/>
		</TipProvider>
	);
}
