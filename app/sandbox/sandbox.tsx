"use client";

import { useEffect, useState } from "react";
import { Guide } from "#components/guide/guide.tsx";
import { EngineNotice } from "#components/machine/engine-notice.tsx";
import { failureWords } from "#components/machine/failure-words.ts";
import { MachineOverlay } from "#components/machine/machine-overlay.tsx";
import { StatusBar } from "#components/machine/status-bar.tsx";
import { TerminalArea } from "#components/terminal/terminal-area.tsx";
import { TipProvider } from "#components/ui/tip.tsx";
import { Workbench } from "#components/workbench/workbench.tsx";
import { createSandbox } from "#workspace/sandbox.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

export function Sandbox() {
	const [workspace] = useState(createSandbox);
	useEffect(() => {
		workspace.start();
		return () => void workspace.dispose();
	}, [workspace]);
	useLeaveWarning(workspace);

	return (
		<TipProvider>
			<Workbench
				place="Sandbox"
				sideName="the guide"
				side={<Guide onType={workspace.typeIntoActiveTab} />}
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
				foot={<StatusBar workspace={workspace} />}
			/>
		</TipProvider>
	);
}
