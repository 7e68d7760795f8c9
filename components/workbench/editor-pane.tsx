"use client";

import dynamic from "next/dynamic";
import type { Session } from "#workspace/session.ts";
import { frontTitle } from "#workspace/tabs.ts";

// Monaco is fetched when the pane is opened for the first time.
const EditorArea = dynamic(() => import("../editor/editor-area.tsx").then((module) => module.EditorArea), { ssr: false });

export function EditorPane({ session: { workspace, files } }: { session: Session }) {
	return (
		<EditorArea
			files={files}
			builds={workspace.builds}
			onType={workspace.typeIntoActiveTab}
			// The prompt makes the shell's folder the title.
			shellFolder={() => frontTitle(workspace.store.getState())}
		/>
	);
}
