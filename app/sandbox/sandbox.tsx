"use client";

import { useEffect, useState } from "react";
import { Guide } from "#components/guide/guide.tsx";
import { EngineNotice } from "#components/machine/engine-notice.tsx";
import { failureWords } from "#components/machine/failure-words.ts";
import { MachineOverlay } from "#components/machine/machine-overlay.tsx";
import { StatusBar } from "#components/machine/status-bar.tsx";
import { PortList } from "#components/preview/port-list.tsx";
import { PreviewArea } from "#components/preview/preview-area.tsx";
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
	const [openPort, setOpenPort] = useState<number | null>(null);

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
				tools={<PortList workspace={workspace} openPort={openPort} onOpen={setOpenPort} />}
				aside={
					openPort === null ? null : (
						<PreviewArea key={openPort} workspace={workspace} port={openPort} onClose={() => setOpenPort(null)} />
					)
				}
				asideName="the preview"
				foot={<StatusBar workspace={workspace} />}
			/>
		</TipProvider>
	);
}
